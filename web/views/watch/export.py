"""The list of cooperatives as a table: sums only, with the ministry's words where it has some
(domain.md 4.2)."""

import re
from collections.abc import Mapping, Sequence

from cooperative import regions
from cooperative.oversight.snoozes import NOTHING_PUT_OFF
from monitoring.reports.appraisals import Appraised
from web.sheets.cells import Cell
from web.views.watch.asked import Asked
from web.views.watch.lines import said
from web.words.watching import STATES

# More than this nobody reads in a spreadsheet.
MOST_ROWS = 5_000
COLUMNS = (
    "koperasi_ref",
    "nama_koperasi",
    "kode_wilayah",
    "desa",
    "kecamatan",
    "kabupaten",
    "pendamping",
    "per_tanggal",
    "keadaan",
    "hari_tanpa_kabar",
    "hari_sejak_transaksi_terakhir",
    "transaksi_4_minggu",
    "nilai_transaksi_4_minggu",
    "nilai_perlu_diperiksa",
    "nilai_transaksi_7_hari",
    "jumlah_anggota",
    "anggota_menunggak",
    "tunggakan_wajib",
    "jumlah_simpanan",
    "jumlah_produk",
    "produk_habis",
    "pesanan_menunggu",
    "selisih_belum_selesai",
)
_FIGURES = (
    "four_weeks_count",
    "four_weeks_rupiah",
    "odd_rupiah",
    "week_rupiah",
    "member_count",
    "behind_count",
    "arrears_rupiah",
    "savings_rupiah",
    "product_count",
    "empty_count",
    "waiting_count",
    "difference_count",
)


def rows_of(
    found: Sequence[Appraised], assistants: Mapping[int, Sequence[str]]
) -> list[list[Cell]]:
    """Return a line for each cooperative; what is not known stays empty."""
    return [_row(one, assistants.get(one.cooperative_id, ())) for one in found]


def file_name(asked: Asked, day: str, ending: str) -> str:
    """Return `koperasi-kabupaten-sambas-tanpa-kabar-7-hari-2026-06-20.csv`."""
    region = regions.find(asked.under)
    state = STATES[asked.state].short if asked.state else ""
    parts = ["koperasi", region.name if region else "", state, day]
    words = " ".join(part for part in parts if part).lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', words).strip('-')}.{ending}"


def _row(one: Appraised, assistants: Sequence[str]) -> list[Cell]:
    village = regions.find(one.region_code)
    above = [region.name for region in regions.parents(one.region_code)]
    _, regency, district = above if village and len(above) > 2 else ("", "", "")  # noqa: PLR2004 - of a village
    return [
        one.cooperative_id,
        one.name,
        one.region_code,
        village.name if village else "",
        district,
        regency,
        ", ".join(assistants),
        one.today.isoformat(),
        "; ".join(said(alarm, one.name, NOTHING_PUT_OFF).short for alarm in one.alarms),
        one.silent_days,
        one.saleless_days,
        *(one.figures[name] for name in _FIGURES),
    ]
