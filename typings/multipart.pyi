from collections.abc import Iterator
from types import TracebackType

class MultipartError(ValueError): ...
class ParserLimitReached(MultipartError): ...

class MultipartSegment:
    name: str | None
    filename: str | None
    charset: str | None

class PushMultipartParser:
    def __init__(self, boundary: str, *, max_segment_count: int, strict: bool) -> None: ...
    def __enter__(self) -> PushMultipartParser: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
    def parse(self, chunk: bytes) -> Iterator[MultipartSegment | bytearray | None]: ...
