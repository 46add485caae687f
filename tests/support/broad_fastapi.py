"""An application of FastAPI that uses as much of it as a document can show.

Tests copy it and run it with several releases; what they all know is written in all ways.
"""
# ruff: noqa: B008, UP007, UP042, UP045

import dataclasses
import datetime
import decimal
import enum
import ipaddress
import pathlib
import uuid
from collections import deque
from typing import Annotated, Any, Generic, Literal, NamedTuple, Optional, TypeVar, Union

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    FastAPI,
    File,
    Form,
    Header,
    Path,
    Query,
    Request,
    Response,
    Security,
    UploadFile,
)
from fastapi.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPBasic,
    HTTPBearer,
    OAuth2PasswordBearer,
    SecurityScopes,
)
from pydantic import (
    UUID4,
    AnyUrl,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    ConfigDict,
    Field,
    FutureDate,
    HttpUrl,
    IPvAnyAddress,
    Json,
    NaiveDatetime,
    NonNegativeFloat,
    PastDate,
    PositiveInt,
    PostgresDsn,
    RootModel,
    SecretStr,
    StrictBool,
    StrictInt,
    StrictStr,
    computed_field,
    conlist,
    constr,
    field_serializer,
    field_validator,
)
from typing_extensions import TypedDict


class Colour(str, enum.Enum):
    """What there is."""

    red = "red"
    green = "green"


class Only(str, enum.Enum):
    one = "one"


class Level(enum.IntEnum):
    low = 1
    high = 2


class Mixed(enum.Enum):
    text = "text"
    number = 1
    nothing = None


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9
    friend: Optional["Pet"] = None


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    barks: bool


class Bird(BaseModel):
    kind: Literal["parrot", "hen"]


class Pet(RootModel[Annotated[Union[Cat, Dog, Bird], Field(discriminator="kind")]]):
    pass


Cat.model_rebuild()


class Point(NamedTuple):
    x: int
    y: float = 0.0


class Extent(TypedDict, total=False):
    width: int
    height: Optional[int]


@dataclasses.dataclass
class Maker:
    name: str
    since: Optional[datetime.date] = None
    tags: list[str] = dataclasses.field(default_factory=list)


T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    items: list[T]
    total: int = Field(ge=0)
    next: Optional[str] = None


class Price(BaseModel):
    amount: decimal.Decimal
    small: decimal.Decimal = Field(default=decimal.Decimal("0.1"), max_digits=8, decimal_places=2)
    limited: Annotated[decimal.Decimal, Field(gt=0, le=100)] = decimal.Decimal(1)
    maybe: Optional[decimal.Decimal] = None


class Times(BaseModel):
    at: datetime.datetime
    day: datetime.date
    hour: datetime.time = datetime.time(12)
    lasts: datetime.timedelta = datetime.timedelta(hours=1)
    past: PastDate
    future: Optional[FutureDate] = None
    aware: AwareDatetime
    naive: NaiveDatetime


class Texts(BaseModel):
    short: constr(min_length=1, max_length=10)
    upper: constr(pattern=r"^[A-Z]+$") = "A"
    strict: StrictStr = ""
    secret: SecretStr
    data: bytes = b""
    encoded: Base64Bytes
    page: HttpUrl
    any_url: AnyUrl = "http://example.org/"
    database: Optional[PostgresDsn] = None
    key: uuid.UUID
    key4: UUID4
    parsed: Json[dict[str, int]]
    loose: Json = "{}"
    folder: pathlib.Path = pathlib.Path(".")
    machine: ipaddress.IPv4Address
    network: Optional[ipaddress.IPv6Network] = None
    either: IPvAnyAddress


class Numbers(BaseModel):
    positive: PositiveInt
    share: float = Field(ge=0, le=1)
    open: float = Field(0.5, gt=0, lt=1)
    even: int = Field(multiple_of=2)
    strict: StrictInt = 0
    truth: StrictBool = False
    any_of: Union[int, str, None] = None
    either: Union[int, float] = 0
    large: NonNegativeFloat = 0
    level: Level = Level.low


class Collections(BaseModel):
    strings: set[str] = set()
    frozen: frozenset[int] = frozenset()
    pair: tuple[int, str]
    many: tuple[int, ...] = ()
    queue: deque[int] = deque()
    bounded: conlist(int, min_length=1, max_length=3)
    table: dict[str, float] = {}
    by_colour: dict[Colour, int] = {}
    by_number: dict[int, str] = {}
    nested: dict[str, list[Optional[Price]]] = {}
    anything: Any = None
    objects: list[dict[str, Any]] = []
    bare: dict = {}
    plain: list = []
    point: Point = Point(1)
    extent: Extent = {}


class Tree(BaseModel):
    name: str
    left: Optional["Tree"] = None
    children: list["Tree"] = []


class Thing(BaseModel):
    """One thing of many."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    name: str = Field(description="What it is called.", examples=["spade"])
    other_name: str = Field("none", alias="otherName")
    colour: Colour = Colour.red
    only: Only = Only.one
    constant: Literal["fixed"] = "fixed"
    choice: Literal["a", "b", 3, None] = "a"
    mixed: Mixed = Mixed.text
    price: Optional[Price] = None
    pet: Optional[Pet] = None
    tree: Optional[Tree] = None
    created: datetime.datetime
    factory: list[str] = Field(default_factory=list, max_length=5)
    frozen: int = Field(1, frozen=True)
    excluded: int = Field(1, exclude=True)
    hidden: str = Field("x", json_schema_extra={"x-shown": False})

    @computed_field
    @property
    def label(self) -> str:
        """What is shown."""
        return self.name

    @computed_field(title="Weight", description="In grams.")
    def weight(self) -> Optional[int]:
        return None

    @field_validator("name")
    @classmethod
    def _checked(cls, value: str) -> str:
        return value

    @field_serializer("frozen")
    def _written(self, value: int) -> int:
        return value


class Catalogue(BaseModel):
    makers: list[Maker] = []
    first: Optional[Maker] = None


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Empty(BaseModel):
    pass


class Special(Thing):
    more: int = 0


class Problem(BaseModel):
    code: int
    detail: Union[str, list[str], dict[str, Any]]


class Names(RootModel[list[str]]):
    pass


oauth = OAuth2PasswordBearer(tokenUrl="token", scopes={"read": "Read things.", "write": "Write."})
app = FastAPI(
    title="Shop",
    version="1.0",
    description="All kinds of things.",
    servers=[{"url": "https://example.org/{base}", "variables": {"base": {"default": "v1"}}}],
    openapi_tags=[{"name": "things", "description": "What there is."}],
    contact={"name": "Ann"},
    license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
)
router = APIRouter(prefix="/router", tags=["things"], responses={418: {"description": "A teapot."}})


def paging(skip: int = 0, limit: int = Query(10, le=100)) -> dict[str, int]:
    return {"skip": skip, "limit": limit}


def user(scopes: SecurityScopes, token: str = Depends(oauth)) -> str:
    return token


class Filter:
    def __init__(self, word: Optional[str] = None, exact: bool = False) -> None:
        self.word = word


@app.get("/things", tags=["things"])
def list_things(
    page: Annotated[dict, Depends(paging)],
    filter: Filter = Depends(),
    size: Optional[int] = None,
    colours: list[Colour] = Query([]),
    optional_list: Optional[list[int]] = Query(None),
    only: Only = Only.one,
    level: Level = Level.low,
    choice: Literal["up", "down"] = "up",
    day: Optional[datetime.date] = None,
    amount: Optional[decimal.Decimal] = Query(None, gt=0),
    pattern: str = Query("a", pattern="^[a-z]+$", min_length=1, max_length=5),
    old: Optional[str] = Query(None, deprecated=True, alias="old-name"),
    hidden: Optional[str] = Query(None, include_in_schema=False),
    either: Union[int, str] = 1,
    flag: bool = False,
    x_token: Annotated[Optional[str], Header()] = None,
    x_many: Annotated[Optional[list[str]], Header()] = None,
    session: Annotated[Optional[str], Cookie()] = None,
    required: int = Query(...),
) -> Page[Thing]:
    """All things."""


@app.post(
    "/things",
    status_code=201,
    tags=["things"],
    responses={
        409: {"model": Problem},
        404: {"description": "None.", "content": {"text/plain": {"schema": {"type": "string"}}}},
    },
)
def add_thing(thing: Thing, tasks: BackgroundTasks, request: Request) -> Thing: ...


@app.get("/things/{key}", response_model=Union[Thing, Special, None])
def thing(key: Annotated[uuid.UUID, Path(description="Which.")], response: Response): ...


@app.put("/things/{key}/{number}", response_model=Thing, response_model_exclude_unset=True)
def put_thing(
    key: str,
    thing: Annotated[Thing, Body(embed=True)],
    number: Annotated[int, Path(ge=1, lt=1000)],
    importance: Annotated[int, Body(gt=0)],
    note: Annotated[Optional[str], Body()] = None,
): ...


@app.patch("/things/{key}", deprecated=True, operation_id="change")
def patch_thing(
    key: Colour, thing: Union[Thing, Special, Empty] = Body(...)
) -> Union[Thing, Problem]: ...


@app.delete("/things/{key}", status_code=204, response_class=Response)
def remove_thing(key: int, who: str = Security(user, scopes=["write"])) -> None: ...


@app.post("/pets")
def add_pet(pet: Pet) -> Pet: ...


@app.post("/pets/any")
def add_any(
    pet: Annotated[Union[Cat, Dog], Body(discriminator="kind")],
) -> list[Union[Cat, Dog]]: ...


@app.post("/prices")
def prices(prices: list[Price]) -> dict[str, Price]: ...


@app.post("/times")
def times(times: Times) -> Times: ...


@app.post("/texts")
def texts(texts: Texts) -> Texts: ...


@app.post("/numbers")
def numbers(numbers: Numbers) -> Numbers: ...


@app.post("/collections")
def collections(collections: Collections) -> Collections: ...


@app.post("/tree")
def tree(tree: Tree) -> Tree: ...


@app.post("/makers")
def makers(maker: Maker) -> list[Maker]: ...


@app.post("/catalogue")
def catalogue(catalogue: Catalogue) -> Catalogue: ...


@app.post("/points")
def points(point: Point, extent: Optional[Extent] = None) -> tuple[Point, Extent]: ...


@app.post("/open")
def open_(open: Optional[Open] = None) -> Optional[Open]: ...


@app.post("/names")
def names(names: Names) -> Names: ...


@app.post("/forms")
def forms(
    name: str = Form(), age: Optional[int] = Form(None), tags: list[str] = Form([])
) -> str: ...


@app.post("/files")
async def files(
    file: UploadFile,
    more: list[UploadFile],
    raw: Annotated[bytes, File()],
    maybe: Optional[UploadFile] = None,
    maybe_many: Optional[list[bytes]] = File(None),
    note: str = Form("none", max_length=100),
) -> Empty: ...


@app.post("/raw")
def raw(data: bytes = Body(media_type="application/octet-stream")) -> bytes: ...


@app.post("/anything")
def anything(data: Any = Body(None)) -> Any: ...


@app.post("/dictionary")
def dictionary(data: dict[str, int]) -> dict: ...


@app.get("/stream", response_class=StreamingResponse)
def stream(): ...


@app.get("/page", response_class=HTMLResponse)
def page(): ...


@app.get(
    "/text",
    response_class=PlainTextResponse,
    responses={
        200: {"content": {"image/png": {}}, "headers": {"X-Rate": {"schema": {"type": "integer"}}}}
    },
)
def text() -> str: ...


@app.get("/nothing")
def nothing() -> None: ...


@app.get("/untyped")
def untyped(): ...


@router.get(
    "/keys",
    dependencies=[
        Depends(APIKeyHeader(name="X-Key")),
        Depends(APIKeyQuery(name="key", auto_error=False)),
    ],
)
def keys(cookie: str = Depends(APIKeyCookie(name="session"))) -> list[str]: ...


@router.get("/basic")
def basic(
    one: Any = Depends(HTTPBasic()), two: Any = Depends(HTTPBearer(auto_error=False))
) -> bool: ...


@router.api_route("/both", methods=["GET", "POST"])
def both(n: int = 1) -> int: ...


app.include_router(router)
app.include_router(router, prefix="/again", deprecated=True)
