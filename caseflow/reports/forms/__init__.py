"""The official forms: one file each, declaring title, columns, predicates, identities; one engine reads them all."""
