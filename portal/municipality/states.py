"""Codes of the municipality's own facts."""

from enum import StrEnum


class SettingKey(StrEnum):
    """Every figure a municipality sets. The default and its source are in ``settings.py``."""

    AGE_EXCEPTION_KNOWN_PERSON = "age_exception_known_person"  # from 16 when somebody asked them
    AGREEMENT = "agreement"  # none, individual, union: AML § 10-5, § 10-8
    AGREEMENT_EXPIRES_DAYS = "agreement_expires_days"  # not accepted by then: sent anew
    AGREEMENT_RENEWAL_DAYS = "agreement_renewal_days"  # before its last day
    AGREEMENT_SIGN_DAYS = "agreement_sign_days"  # then whoever has not accepted is reminded
    ASK_ANSWER_DAYS = "ask_answer_days"
    ASK_BATCH_SIZE = "ask_batch_size"
    ASK_LINK_DAYS = "ask_link_days"
    ASK_REMINDER_DAYS = "ask_reminder_days"
    ATTEST_REQUIRED = "attest_required"
    BUDGET_BASIS = "budget_basis"  # per_day or weeks_52
    CARRY_OVER = "carry_over"  # none: unused hours are lost at the turn of the year
    CARRY_OVER_NUMBER = "carry_over_number"  # so many weeks, or so many percent
    CERTIFICATE_FACT_MONTHS = "certificate_fact_months"  # that one was seen, after the job
    CERTIFICATE_MAX_AGE_MONTHS = "certificate_max_age_months"
    CERTIFICATE_NEW_CHILD = "certificate_new_child"  # asked for again for another child
    CERTIFICATE_RENEWAL_MONTHS = "certificate_renewal_months"  # may be asked for again, same child
    COMMITMENT_MONTHS = "commitment_months"
    COORDINATOR_ATTESTS_AFTER_DAYS = "coordinator_attests_after_days"
    FOLLOW_UP_EVERY_MONTHS = "follow_up_every_months"  # after the first shift; 0: never
    FOLLOW_UP_EXPIRES_DAYS = "follow_up_expires_days"
    FOLLOW_UP_FIRST_DAYS = "follow_up_first_days"  # after the first shift
    FOLLOW_UP_REMINDER_DAYS = "follow_up_reminder_days"
    FOLLOW_UP_SECOND_DAYS = "follow_up_second_days"
    FOLLOW_UP_THIRD_DAYS = "follow_up_third_days"
    FORM_ORDER = "form_order"  # the steps of the application, by their codes
    HOURS_ALERT_FIRST_PERCENT = "hours_alert_first_percent"  # of the period's hours; 0: none
    HOURS_ALERT_SECOND_PERCENT = "hours_alert_second_percent"
    LATE_AFTER_DAYS = "late_after_days"
    MAX_AGE = "max_age"  # 0: no limit
    MEETINGS_USE_HOURS = "meetings_use_hours"  # staff meetings and training: of the vedtak
    MEETING_REMINDER_DAYS = "meeting_reminder_days"
    MIN_AGE = "min_age"
    NORWEGIAN_LEVEL = "norwegian_level"  # none: no test is asked for
    OWN_CAR_ALLOWED = "own_car_allowed"
    PAY_DAY = "pay_day"
    PAY_PERIOD_START_DAY = "pay_period_start_day"
    POOL_CONSENT_MONTHS = "pool_consent_months"
    PUBLIC_APPLICANT_LIST = "public_applicant_list"  # offentleglova § 25
    PUBLIC_LIST_COLUMNS = "public_list_columns"  # by their codes
    PUBLIC_LIST_WAIT_DAYS = "public_list_wait_days"  # to withdraw in, after a no
    REFERENCE_EXPIRES_DAYS = "reference_expires_days"
    REFERENCE_REMINDER_DAYS = "reference_reminder_days"
    REFERENCES_REQUIRED = "references_required"
    RESTING_NIGHT_PAY_PERCENT = "resting_night_pay_percent"
    RESTING_NIGHT_VEDTAK_PERCENT = "resting_night_vedtak_percent"
    RETENTION_APPROVED_DAYS = "retention_approved_days"  # after the last day somebody worked
    RETENTION_MAIL_DAYS = "retention_mail_days"
    RETENTION_MATCH_DAYS = "retention_match_days"
    RETENTION_MESSAGE_DAYS = "retention_message_days"
    RETENTION_REJECTED_DAYS = "retention_rejected_days"
    RETENTION_VISIT_DAYS = "retention_visit_days"
    RETENTION_WITHDRAWN_DAYS = "retention_withdrawn_days"
    SCHOOL_ENDS_MINUTE = "school_ends_minute"  # after midnight
    SCHOOL_STARTS_MINUTE = "school_starts_minute"
    SMALLEST_FIGURE = "smallest_figure"  # fewer than this is not told outside the office
    SUBMIT_BY_DAY = "submit_by_day"


class RateCode(StrEnum):
    """What is paid for: the codes of the dated rate table (øre, or hundredths of a percent)."""

    AVLASTER_HOUR = "avlaster_hour"
    AVLASTER_EXPENSE_DOGN = "avlaster_expense_dogn"
    ASSISTANT_HOUR = "assistant_hour"
    STOTTEKONTAKT_HOUR = "stottekontakt_hour"
    EVENING_HOUR = "evening_hour"
    NIGHT_PERCENT = "night_percent"
    NIGHT_MINIMUM = "night_minimum"
    WEEKEND_PERCENT = "weekend_percent"
    WEEKEND_MINIMUM = "weekend_minimum"
    KM = "km"
    KM_TAX_FREE = "km_tax_free"


class PlaceKind(StrEnum):
    """What belongs to a municipality beside its offices; the value stands in addresses."""

    DISTRICT = "bydeler"
    UNIT = "enheter"
    SUPPLIER = "leverandorer"


class KeptKind(StrEnum):
    """What is kept of somebody for a time, and then deleted."""

    CERTIFICATE = "certificate"
    CERTIFICATE_FACT = "certificate_fact"
    DRAFT = "draft"
    FOLLOW_UP = "follow_up"
    HIRED = "hired"
    MAIL = "mail"
    MATCH = "match"
    MERGED = "merged"
    MESSAGE = "message"
    POOL = "pool"
    PROPOSAL = "proposal"
    REJECTED = "rejected"
    VISIT = "visit"
    WISH = "wish"
    WITHDRAWN = "withdrawn"
