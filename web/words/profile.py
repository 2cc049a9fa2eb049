"""What the profile of a cooperative is called, in the ministry's own words (domain.md 3.2, 4.2)."""

FILLINGS = {"own": "Mandiri", "assisted": "Dibantu Pendamping"}

BANKS = {
    "bri": "BRI",
    "mandiri": "Bank Mandiri",
    "bni": "BNI",
    "bsi": "BSI",
    "elsewhere": "Bank lain",
    "none": "Belum punya rekening",
}

REQUEST_STATES = {
    "requested": "Diajukan",
    "processed": "Diproses",
    "verified": "Diverifikasi",
    "approved": "Disetujui",
    "rejected": "Ditolak",
    "ended": "Sudah berakhir",
}

FINANCING_PURPOSES = {"lpdb": "LPDB", "himbara": "Bank Himbara"}

SERVICES = {
    "lpg": "Bisnis LPG 3 kg",
    "staples": "Gerai sembako",
    "rpk": "Agen RPK (Bulog)",
    "pln": "PLN Agen",
    "fertiliser": "Kios pupuk (pupuk nonsubsidi)",
    "pos": "Agenpos",
    "pharmacy": "Apotek Desa Merah Putih",
    "bni46": "Agen BNI46",
    "brilink": "Agen BRILink",
    "bsi_agent": "BSI Agen",
    "paddy": "Pengadaan gabah",
    "fertiliser_partner": "Mitra penyalur pupuk",
    "brimola": "BRImola",
    "kerosene": "Minyak tanah",
    "bri_merchant": "Merchant BRI",
    "mandiri_agent": "Mandiri Agen",
    "bale_agent": "Bale Agen",
}

DOCUMENT_KINDS = {
    "legal_entity": "SK badan hukum (AHU)",
    "deed": "Akta pendirian",
    "permit": "Izin usaha",
    "domicile": "Surat domisili",
    "lpg_permit": "Izin pangkalan gas",
    "fertiliser_permit": "Izin pengecer pupuk",
    "building": "Surat tanah atau gedung",
    "agreement": "Surat perjanjian",
    "further": "Surat lain",
}

TERMS = {
    "until": "Berlaku sampai tanggal",
    "endless": "Tidak berakhir",
    "gone": "Dokumen ini tidak ada lagi",
}

# What a health card misses; papers have their own names above.
NUMBERS = {
    "nik": "NIK koperasi",
    "npwp": "NPWP",
    "nib": "NIB",
    "bank": "rekening bank",
}

NOTINGS = {
    "profile": "Data koperasi",
    "document": "Dokumen",
    "meeting": "RAT tahun buku",
    "partnership": "Kemitraan",
}

HAS = {True: "ada", False: "belum ada", None: "belum dicatat"}
SAVED = {
    "data": "Data koperasi tersimpan.",
    "rat": "RAT tercatat.",
    "dokumen": "Dokumen tercatat.",
    "kemitraan": "Kemitraan tercatat.",
    "sama": "Tidak ada yang berubah.",
}


def paper(code: str) -> str:
    """Return what a number or a paper is called."""
    return NUMBERS.get(code) or DOCUMENT_KINDS.get(code, code)
