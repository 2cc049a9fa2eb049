"""Who can sign in to the demonstration, as printed by `make run`."""

from rich.console import Console
from rich.table import Table
from sqlmodel import col, select

from cooperative.books import Books
from cooperative.people.pins import DEMO_PASSPHRASE, DEMO_PIN
from cooperative.people.tables import Person

WHAT = {
    "anggota": "anggota: simpanan, belanja, pesanan",
    "anggota2": "anggota lain",
    "kasir": "kasir dan anggota: pesanan, stok, barang",
    "bendahara": "bendahara: kas, anggota, HP",
    "sekretaris": "sekretaris: anggota, HP",
    "pengawas": "pengawas: membaca semua buku",
    "pendamping": "pendamping sepuluh koperasi",
    "pmo": "PMO Kabupaten Kubu Raya",
}
OF_A_PROVINCE = {"dinas": "dinas: seluruh provinsi"}


def print_guide(books: Books, address: str) -> None:
    """Print the people of the demonstration, their PIN, and where to go."""
    with books.reading() as session:
        people = session.exec(
            select(Person.demo_slug, Person.name).where(col(Person.demo_slug).is_not(None))
        ).all()
    table = Table(title=f"{address}/masuk", title_justify="left", show_edge=False)
    for head in ("siapa", "nama", "apa"):
        table.add_column(head)
    names = {slug: name for slug, name in people if slug}
    for slug, what in (WHAT | OF_A_PROVINCE).items():
        if slug in names:
            table.add_row(slug, names[slug], what)
    console = Console()
    console.print(table)
    console.print(
        f"Satu ketukan di halaman Masuk. PIN {DEMO_PIN}, kata sandi pengurus “{DEMO_PASSPHRASE}”."
    )
