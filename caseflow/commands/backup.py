"""`caseflow backup` and `caseflow restore`: one file with everything but the keys, and a house made of it elsewhere."""

import tarfile
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import datetime
from pathlib import Path

from caseflow.commands import archive, schema
from caseflow.commands.house import open_house
from caseflow.commands.terminal import say
from caseflow.law.errors import Refusal
from caseflow.settings import Settings
from caseflow.store import cipher, contents, dump
from caseflow.store.db import db
from caseflow.store.indexing import fill_in
from caseflow.store.transactions import transaction


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `backup` and `restore`."""
    saving = subparsers.add_parser("backup", help="sao lưu toàn bộ dữ liệu (trừ khóa) vào một tệp")
    saving.add_argument("file", type=Path, metavar="TỆP", help="tệp .tar.gz sẽ được tạo")
    saving.set_defaults(run=run_backup)
    restoring = subparsers.add_parser("restore", help="phục hồi một bản sao lưu vào nơi chưa có dữ liệu")
    restoring.add_argument("file", type=Path, metavar="TỆP", help="tệp do caseflow backup tạo ra")
    restoring.add_argument(
        "--without-key", action="store_true", help="phục hồi dù không có khóa cũ: danh tính đã niêm phong không mở được"
    )
    restoring.set_defaults(run=run_restore)


def run_backup(args: Namespace, settings: Settings) -> int:
    """Save the house as it is now, while others go on working."""
    with open_house(settings) as app:
        schema.check_current()
        now: datetime = app.config["CLOCK"]()
        manifest = archive.write(
            args.file, settings.files, schema=sorted(schema.heads()), key_id=cipher.key_id(), now=now
        )
    _tell(manifest)
    say(f"Đã sao lưu vào {args.file}. Khóa không nằm trong tệp này: giữ riêng CASEFLOW_VAULT_KEY hoặc tệp vault.key.")
    return 0


def run_restore(args: Namespace, settings: Settings) -> int:
    """Fill an empty database and an empty folder; everything is compared before anything is kept."""
    try:
        opened = tarfile.open(args.file, "r:gz")  # noqa: SIM115 - closed by the `with` below; only opening may fail here
    except (OSError, tarfile.TarError):
        raise Refusal("Không đọc được tệp sao lưu này.") from None
    with opened as source, open_house(settings) as app:
        manifest = archive.read_manifest(source)
        _check_place(settings, manifest, without_key=args.without_key)
        schema.upgrade()
        now: datetime = app.config["CLOCK"]()
        with transaction(by_id=None, act="phục hồi", now=now):
            archive.load_tables(source, manifest, db.session.connection())
            fill_in()  # the index of words is in no backup: it is made of what is
            archive.load_files(source, manifest, settings.files)
    _tell(manifest)
    say("Đã phục hồi: số hàng và mã kiểm tra của mọi bảng, mọi tệp đều khớp với bản sao lưu.")
    return 0


def _check_place(settings: Settings, manifest: archive.Manifest, *, without_key: bool) -> None:
    """An empty place, this schema, the same key: else nothing is touched."""
    if dump.holds_rows() or next(contents.digests(settings.files), None) is not None:
        raise Refusal("Nơi phục hồi đã có dữ liệu; hãy dùng cơ sở dữ liệu và thư mục trống.")
    if manifest.schema != sorted(schema.heads()):
        raise Refusal("Bản sao lưu thuộc phiên bản khác; hãy phục hồi bằng đúng phiên bản đó rồi nâng cấp.")
    if manifest.key_id != cipher.key_id() and not without_key:
        raise Refusal(
            "Khóa niêm phong ở đây khác khóa của bản sao lưu: danh tính người tố cáo sẽ không mở được. Đặt lại "
            "CASEFLOW_VAULT_KEY hoặc tệp vault.key cũ, hoặc thêm --without-key."
        )


def _tell(manifest: archive.Manifest) -> None:
    for name, count in manifest.tables.items():
        if count.rows:
            say(f"{name:<20} {count.rows:>8} hàng  {count.digest[:16]}")
    say(f"{'tệp đính kèm':<20} {len(manifest.files):>8} tệp   {sum(manifest.files.values())} byte")
