"""What is said at the door: codes, PINs, passphrases and phones."""

SIGNING_IN = {
    "code_needed": "Sudah terlalu sering salah. Minta kode baru ke pengurus untuk HP ini.",
    "code_wrong": "Kode salah, sudah dipakai, atau lewat 10 menit. Minta kode baru ke pengurus.",
    "locked": "HP ini terkunci. Masukkan PIN dulu.",
    "own_role": "Peran sendiri harus diatur pengurus lain.",
    "passphrase_long": "Kata sandi terlalu panjang. Paling banyak 128 huruf.",
    "passphrase_short": "Kata sandi terlalu pendek. Paling sedikit 8 huruf.",
    "passphrase_weak": "Kata sandi ini mudah ditebak. Pakai beberapa kata rahasia.",
    "phone_full": "HP ini sudah dipakai terlalu banyak orang. Pakai HP lain.",
    "phone_gone": "HP ini sudah ditandai hilang.",
    "pin_differs": "Kedua PIN tidak sama. Ketik lagi.",
    "pin_digits": "PIN harus enam angka.",
    "pin_needed": "Masukkan PIN sekali lagi untuk langkah ini.",
    "pin_shut": "Sudah beberapa kali salah. Coba lagi {minutes} menit lagi.",
    "pin_weak": "PIN ini mudah ditebak. Jangan pakai angka urut, tanggal lahir, atau nomor HP.",
    "pin_wrong": "Tidak cocok. Sesudah lima kali salah, HP ini menunggu sebentar.",
    "too_many_tries": "Terlalu banyak kode salah. Tunggu 10 menit, atau pindai QR dari pengurus.",
}
