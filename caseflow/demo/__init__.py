"""An invented province over real communes: people, texts, offices and two years of petitions, all from one seed."""
