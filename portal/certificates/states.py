"""What a coordinator must do about the certificate of an applicant."""

from enum import StrEnum


class CertificateTask(StrEnum):
    """The letter is to be written; or one with remarks waits for who is named."""

    LETTER = "letter"
    JUDGE = "judge"
