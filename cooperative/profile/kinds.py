"""The words of the profile that the ministry has a fixed list for (domain.md 3.2, 4.2)."""

from enum import StrEnum


class Filling(StrEnum):
    """Who filled it in: `metode_pengisian`, Mandiri or Dibantu Pendamping."""

    OWN = "own"
    ASSISTED = "assisted"


class Bank(StrEnum):
    """Where the cooperative's own account is; NONE says that there is no account yet."""

    BRI = "bri"
    MANDIRI = "mandiri"
    BNI = "bni"
    BSI = "bsi"
    ELSEWHERE = "elsewhere"
    NONE = "none"


class RequestState(StrEnum):
    """How far a request is: `status_permohonan`. ENDED is ours: what was approved ends one day."""

    REQUESTED = "requested"
    PROCESSED = "processed"
    VERIFIED = "verified"
    APPROVED = "approved"
    REJECTED = "rejected"
    ENDED = "ended"


class FinancingPurpose(StrEnum):
    """Who is asked for money: `tujuan_permohonan`."""

    LPDB = "lpdb"
    HIMBARA = "himbara"


class Service(StrEnum):
    """What a partner lets the cooperative do: `bisnis_kemitraan`."""

    LPG = "lpg"
    STAPLES = "staples"
    RPK = "rpk"
    PLN = "pln"
    FERTILISER = "fertiliser"
    POS = "pos"
    PHARMACY = "pharmacy"
    BNI46 = "bni46"
    BRILINK = "brilink"
    BSI_AGENT = "bsi_agent"
    PADDY = "paddy"
    FERTILISER_PARTNER = "fertiliser_partner"
    BRIMOLA = "brimola"
    KEROSENE = "kerosene"
    BRI_MERCHANT = "bri_merchant"
    MANDIRI_AGENT = "mandiri_agent"
    BALE_AGENT = "bale_agent"


class DocumentKind(StrEnum):
    """Which paper it is; NIB, NPWP and NIK koperasi never expire and belong to the profile."""

    LEGAL_ENTITY = "legal_entity"
    DEED = "deed"
    PERMIT = "permit"
    DOMICILE = "domicile"
    LPG_PERMIT = "lpg_permit"
    FERTILISER_PERMIT = "fertiliser_permit"
    BUILDING = "building"
    AGREEMENT = "agreement"
    FURTHER = "further"


class Term(StrEnum):
    """How long a paper holds: until a day, for ever, or there is none of this kind any more."""

    UNTIL = "until"
    ENDLESS = "endless"
    GONE = "gone"
