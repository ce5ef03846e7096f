"""The key that signs cookies: the operator's, else one that is made on the first run."""

import os
import secrets
from pathlib import Path

from webmap.config import INSTANCE, Settings, SettingsError


def secret_key(settings: Settings, folder: Path = INSTANCE) -> str:
    """The operator's key, else the one in instance/secret_key, made on the first run (0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = folder / "secret_key"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        found = path.read_text().strip()
        if len(found) < 16:
            raise SettingsError(
                f"Cấu hình chưa đúng:\n  SECRET_KEY: tệp {path} trống hoặc quá ngắn. "
                "Xóa tệp ấy để tạo lại, hoặc đặt SECRET_KEY."
            ) from None
        return found
    key = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
