"""Who comes in by the door, and who does not."""

from tests.conftest import SignIn


def test_the_right_password_lets_a_person_in(sign_in: SignIn) -> None:
    assert "Dương Công Nam Thử" in sign_in("quantri").text("/tai-khoan")
