"""Settings from the environment: typed, documented in docs/operate/settings.md, checked at start.

Nothing reads the environment elsewhere, and nothing is read at import.
"""

import re
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from geodata.reviews import filed
from geodata.vocabulary import ROLES, codes

PROJECT_ROOT = Path(__file__).resolve().parent.parent
INSTANCE = PROJECT_ROOT / "instance"
Value = TypeVar("Value")
SECRET_SETTINGS = frozenset({"secret_key", "database_url", "smtp_password"})


class SettingsError(Exception):
    """A setting is wrong; the message (Vietnamese) names each variable and what is allowed."""


def _setting(default: Value, meaning: str, allowed: str, **limits: Any) -> Value:
    field: Value = Field(
        default, description=meaning, json_schema_extra={"allowed": allowed}, **limits
    )
    return field


class Settings(BaseSettings):
    """What the operator may set. The name of a variable is the field's name in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: str = _setting(
        "sqlite:///instance/sadec.gpkg",
        "Kho dữ liệu: tệp GeoPackage hoặc cơ sở dữ liệu PostGIS.",
        "sqlite:///đường/dẫn.gpkg hoặc postgresql+psycopg2://người:mật_khẩu@máy/tên",
    )
    secret_key: str = _setting(
        "",
        "Khóa ký cookie. Bỏ trống thì được tạo một lần trong instance/secret_key.",
        "chuỗi ngẫu nhiên từ 16 ký tự trở lên",
    )
    host: str = _setting(
        "127.0.0.1",
        "Địa chỉ mà máy chủ lắng nghe.",
        "tên máy hoặc địa chỉ IP, ví dụ 127.0.0.1 hoặc 0.0.0.0",
        pattern=r"^[0-9A-Za-z.:\[\]-]{1,253}$",
    )
    port: int = _setting(
        8000, "Cổng mà máy chủ lắng nghe.", "số nguyên từ 1 đến 65535", ge=1, le=65535
    )
    sample: bool = _setting(
        True, "Nạp dữ liệu mẫu khi chuẩn bị kho lần đầu.", "1 hoặc 0 (true, false, yes, no)"
    )
    campaign: str = _setting(
        "geodata/campaign",
        "Thư mục định nghĩa phong trào (campaign.yaml, units.geojson, sample/).",
        "đường dẫn đến một thư mục có campaign.yaml",
    )
    basemap_default: Literal["none", "osm"] = _setting(
        "none", "Nền bản đồ lúc mở trang: không nền, hoặc nền ảnh trực tuyến.", "none hoặc osm"
    )
    basemap_tiles: Literal["on", "off"] = _setting(
        "on", "Cho phép người xem bật nền ảnh trực tuyến.", "on hoặc off"
    )
    basemap_url: str = _setting(
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "Mẫu địa chỉ của nền ảnh trực tuyến.",
        "https://máy/… có đủ {z}, {x}, {y}",
    )
    basemap_name: str = _setting(
        "OpenStreetMap", "Tên nền ảnh hiện cho người xem.", "từ 1 đến 60 ký tự",
        min_length=1, max_length=60,
    )  # fmt: skip
    basemap_attribution: str = _setting(
        "© OpenStreetMap contributors",
        "Dòng ghi nguồn của nền ảnh (chữ thuần).",
        "từ 1 đến 200 ký tự",
        min_length=1,
        max_length=200,
    )
    public_url: str = _setting(
        "",
        "Địa chỉ mà người dân mở trang này, cho mã QR trên tài liệu và liên kết trong thư. "
        "Bỏ trống: http://HOST:PORT.",
        "https://máy hoặc http://máy:cổng, không có dấu / ở cuối",
        pattern=r"^(https?://[0-9A-Za-z.-]{1,253}(:[0-9]{1,5})?(/[0-9A-Za-z._/-]*[0-9A-Za-z._-])?)?$",
    )
    feed_authority: str = _setting(
        "",
        "Tên miền đứng trong mã các mục của nguồn tin (feed); giữ nguyên khi trang đổi địa chỉ. "
        "Bỏ trống: máy của PUBLIC_URL, nếu không có thì mã phong trào với đuôi .invalid.",
        "một tên miền viết thường, ví dụ map.example",
        pattern=r"^([0-9a-z]([0-9a-z-]{0,61}[0-9a-z])?(\.[0-9a-z]([0-9a-z-]{0,61}[0-9a-z])?){0,8})?$",
    )
    report_template: str = _setting(
        "",
        "Mẫu báo cáo (.docx) riêng của cơ quan; lấy mẫu sẵn có bằng lệnh review template. "
        "Bỏ trống: dùng mẫu sẵn có.",
        "đường dẫn đến một tệp .docx không có macro",
    )
    trusted_proxies: int = _setting(
        0,
        "Số máy chủ trung gian đứng trước, mà các dòng X-Forwarded-* của chúng được tin.",
        "số nguyên từ 0 đến 5",
        ge=0,
        le=5,
    )
    embed_hosts: str = _setting(
        "",
        "Các trang web được nhúng trang của bản đồ (/embed/…). Bỏ trống: không ai được nhúng.",
        "danh sách cách nhau bằng dấu phẩy hoặc dấu cách, ví dụ https://dongthap.gov.vn, "
        "https://*.sadec.vn",
        max_length=2000,
    )
    session_hours: int = _setting(
        12,
        "Một lần đăng nhập dùng được nhiều nhất mấy giờ.",
        "số nguyên từ 1 đến 168",
        ge=1,
        le=168,
    )
    session_idle_minutes: int = _setting(
        120,
        "Sau mấy phút không dùng thì phải đăng nhập lại.",
        "số nguyên từ 10 đến 1440",
        ge=10,
        le=1440,
    )
    totp_roles: str = _setting(
        "",
        "Những chức danh phải dùng mã xác thực (TOTP) khi đăng nhập. Bỏ trống: ai muốn thì bật.",
        "danh sách cách nhau bằng dấu phẩy hoặc dấu cách: " + ", ".join(codes(ROLES)),
    )
    smtp_host: str = _setting(
        "",
        "Máy chủ thư để gửi thư nhắc. Bỏ trống: không gửi thư.",
        "tên máy hoặc địa chỉ IP",
        pattern=r"^[0-9A-Za-z.:-]{0,253}$",
    )
    smtp_port: int = _setting(
        587, "Cổng của máy chủ thư.", "số nguyên từ 1 đến 65535", ge=1, le=65535
    )
    smtp_user: str = _setting(
        "", "Tài khoản ở máy chủ thư, nếu phải đăng nhập.", "tối đa 200 ký tự", max_length=200
    )
    smtp_password: str = _setting("", "Mật khẩu ở máy chủ thư.", "tối đa 200 ký tự", max_length=200)
    smtp_from: str = _setting(
        "",
        "Địa chỉ người gửi của thư nhắc.",
        "một địa chỉ thư, ví dụ nhac-viec@example.vn",
        pattern=r"^([^@\s<>,;]{1,64}@[^@\s<>,;]{1,190})?$",
    )
    smtp_tls: Literal["starttls", "tls", "off"] = _setting(
        "starttls",
        "Mã hóa đường đến máy chủ thư; với off thì không gửi tài khoản, mật khẩu.",
        "starttls, tls hoặc off",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "INFO", "Mức ghi nhật ký.", "DEBUG, INFO, WARNING hoặc ERROR"
    )

    @field_validator("database_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if value.startswith("sqlite:///") and not value.endswith(("/", ":memory:")):
            return absolute_sqlite(value)
        parts = urlsplit(value)
        if parts.scheme == "postgresql+psycopg2" and len(parts.path) > 1:
            return value
        raise ValueError("unknown store")

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 16:
            raise ValueError("too short")
        return value

    @field_validator("campaign")
    @classmethod
    def _has_definition(cls, value: str) -> str:
        folder = PROJECT_ROOT / value
        if not (folder / "campaign.yaml").is_file():
            raise ValueError("no campaign.yaml")
        return str(folder)

    @field_validator("report_template")
    @classmethod
    def _word_document(cls, value: str) -> str:
        if not value:
            return value
        path = PROJECT_ROOT / value
        if not path.is_file() or filed.kind_of(path.read_bytes()) != filed.DOCX:
            raise ValueError("not a Word document")
        return str(path)

    @field_validator("basemap_url")
    @classmethod
    def _tile_address(cls, value: str) -> str:
        parts = urlsplit(value)
        host = re.fullmatch(r"(\{s\}\.)?[0-9A-Za-z.-]+(:\d+)?", parts.netloc)
        placed = all(part in value for part in ("{z}", "{x}", "{y}"))
        if parts.scheme not in ("https", "http") or not host or not placed:
            raise ValueError("not a tile address")
        return value

    @field_validator("embed_hosts")
    @classmethod
    def _known_hosts(cls, value: str) -> str:
        # What is written here stands in a Content-Security-Policy: nothing but hosts.
        hosts = [part for part in re.split(r"[,\s]+", value) if part]
        label = r"[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
        host = re.compile(rf"(https?://)?(\*\.)?{label}(\.{label})*(:[0-9]{{1,5}})?")
        if any(not host.fullmatch(part) for part in hosts):
            raise ValueError("not a list of hosts")
        return " ".join(hosts)

    @field_validator("totp_roles")
    @classmethod
    def _known_roles(cls, value: str) -> str:
        roles = [part for part in re.split(r"[,\s]+", value) if part]
        if not set(roles) <= set(codes(ROLES)):
            raise ValueError("not a list of roles")
        return " ".join(roles)

    @property
    def own_report_template(self) -> Path | None:
        """The office's template of the report, if it has one."""
        return Path(self.report_template) if self.report_template else None

    @property
    def public_address(self) -> str:
        """Where people open this site, without a slash at the end."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def tiles_allowed(self) -> bool:
        """Whether any page may ask the tile host at all."""
        return self.basemap_tiles == "on"

    @property
    def tile_origin(self) -> str:
        """The tile host as a source of a Content-Security-Policy."""
        parts = urlsplit(self.basemap_url)
        return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def absolute_sqlite(url: str) -> str:
    """An SQLite address whose relative path starts at the project root, not where we stand."""
    path = Path(url.removeprefix("sqlite:///"))
    return f"sqlite:///{PROJECT_ROOT / path}"


def load_settings() -> Settings:
    """The settings of the environment; raises SettingsError that names every bad variable."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    lines = ["Cấu hình chưa đúng:"]
    for item in error.errors():
        name = str(item["loc"][0])
        extra = Settings.model_fields[name].json_schema_extra
        assert isinstance(extra, dict)  # as `_setting` gives it
        allowed = extra["allowed"]
        shown = "" if name in SECRET_SETTINGS else f"={str(item['input'])[:80]!r}"
        lines.append(f"  {name.upper()}{shown}: giá trị không hợp lệ. Cho phép: {allowed}.")
    return "\n".join(lines)
