"""Who may open what of the pages about several cooperatives: rows of the table in `access.py`."""

from cooperative.actors import Role

WATCHERS = frozenset({Role.ASSISTANT, Role.PMO})
ASSISTANTS = frozenset({Role.ASSISTANT})
PMO = frozenset({Role.PMO})

WATCHING: dict[str, dict[str, frozenset[Role]]] = {
    "/pantau": {"GET": WATCHERS},
    "/pantau/bekal": {"GET": WATCHERS},
    "/pantau/kunjungan": {"GET": ASSISTANTS},
    "/pantau/wilayah": {"GET": PMO},
    "/pantau/wilayah/{code}": {"GET": PMO},
    "/pantau/pendamping": {"GET": PMO},
    "/pantau/pendamping/{person}": {"GET": PMO},
    "/pantau/pendamping/{person}/riwayat": {"GET": PMO},
    "/pantau/pendamping/{person}/penugasan": {"GET": PMO},
    "/pantau/pendamping/{person}/penugasan/{cooperative_id}": {"GET": PMO, "POST": PMO},
    "/pantau/pendamping/{person}/penugasan/{cooperative_id}/akhir": {"POST": PMO},
    "/pantau/unduh": {"GET": WATCHERS, "POST": WATCHERS},
    "/pantau/{cooperative_id}": {"GET": WATCHERS},
    "/pantau/{cooperative_id}/pendamping": {"GET": PMO, "POST": PMO},
    "/pantau/{cooperative_id}/keadaan": {"GET": WATCHERS, "POST": ASSISTANTS},
    "/pantau/{cooperative_id}/keadaan/dokumen": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/keadaan/rat": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/keadaan/kemitraan": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/anggota": {"GET": ASSISTANTS, "POST": ASSISTANTS},
    "/pantau/{cooperative_id}/penundaan": {"GET": WATCHERS, "POST": WATCHERS},
    "/pantau/{cooperative_id}/penundaan/{kind}/akhir": {"POST": WATCHERS},
    "/pantau/{cooperative_id}/kunjungan": {"GET": WATCHERS, "POST": ASSISTANTS},
    "/pantau/{cooperative_id}/kunjungan/rencana": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/kunjungan/rencana/{plan_id}/pembatalan": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/kunjungan/{visit_id}": {"GET": WATCHERS},
    "/pantau/{cooperative_id}/kunjungan/{visit_id}/jawaban": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/kunjungan/tindak-lanjut/{task_id}/penyelesaian": {"POST": ASSISTANTS},
    "/pantau/{cooperative_id}/kiriman/{key}/batal": {"POST": ASSISTANTS},
}
