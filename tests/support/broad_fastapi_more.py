"""More of FastAPI and Pydantic 2: aliases, collections, generics, callbacks; copied, not imported."""
# ruff: noqa: B006, B008, E741, F403, F405, UP035, UP042

import dataclasses as plain
import datetime
import decimal
import enum
import pathlib
import uuid
from collections import Counter, OrderedDict
from typing import *

from fastapi import *
from fastapi.responses import *
from fastapi.security import *
from pydantic import *
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass as pdc
from typing_extensions import Annotated, NotRequired, Required, TypedDict


class E1(enum.Enum):
    a = "a"
    b = "b"


class F1(enum.IntFlag):
    x = 1
    y = 2


class St(str, enum.Enum):
    """Doc."""

    p = "p"
    q = "q"
    r = "r"


class Camel(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        title="CamelTitle",
        json_schema_extra={"examples": [{"oneTwo": 1}]},
    )
    one_two: int
    three_four: Optional[str] = None


class Aliases(BaseModel):
    a: int = Field(validation_alias="inA", serialization_alias="outA")
    b: int = Field(1, alias="bb")
    c: str = Field("x", validation_alias=AliasChoices("c1", "c2"))
    d: float = Field(default_factory=lambda: 1.0, description="d", title="DDD", examples=[1.5])
    e: Annotated[int, Field(gt=0, lt=5), Field(description="e")] = 1
    f: Optional[Annotated[str, Field(max_length=3)]] = None
    g: Annotated[Optional[str], Field(max_length=3)] = None
    h: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1)]
    i: Literal[St.p, St.q] = St.p
    j: Literal[True] = True
    k: Literal[1, "1"] = 1
    l: Literal["only"]


class Open(BaseModel):
    anything: Any = None


class Paths(BaseModel):
    fp: FilePath
    dp: DirectoryPath
    np: NewPath
    pp: pathlib.PurePath
    ub: UUID1
    u3: UUID3 | None = None
    u5: Optional[UUID5] = None
    sb: SecretBytes = b"x"
    st: Optional[SecretStr] = None
    dsn: RedisDsn = "redis://localhost"
    fu: FileUrl | None = None
    dec: condecimal(max_digits=5, decimal_places=1) = decimal.Decimal("1.0")
    declist: list[decimal.Decimal] = []
    fin: FiniteFloat = 1.0
    ni: NegativeInt = -1
    sd: conset(int, max_length=3) = set()
    fz: confrozenset(str, min_length=1)
    cf: confloat(gt=0, multiple_of=0.5) = 0.5
    ci: conint(strict=True, ge=0) = 0
    cs: constr(to_lower=True, strip_whitespace=True, min_length=2)
    b64u: Base64UrlStr
    b64s: Base64Str
    fd: FutureDatetime
    pd: PastDatetime


class Colls(BaseModel):
    seq: Sequence[int] = ()
    it: Iterable[int] = []
    mp: Mapping[str, int] = {}
    mmp: MutableMapping[str, list[int]] = {}
    dd: DefaultDict[str, int] = {}
    od: "OrderedDict[str, int]" = {}
    cnt: "Counter[str]" = {}
    tup: Tuple[int, ...] = ()
    tup0: tuple[()] = ()
    tupm: tuple[int, str, float]
    bare: tuple = ()
    aset: Set = set()
    dk: dict[int, dict[uuid.UUID, float]] = {}
    dt: dict[datetime.date, int] = {}
    dl: dict[Literal["a", "b"], int] = {}
    dc: dict[Annotated[str, Field(max_length=3)], int] = {}
    any: Any
    obj: object = None
    no: None = None
    un: Union[list[int], dict[str, int], None] = None
    un2: Union[int, float, bool, str, bytes] = 1
    un3: Optional[Union[Camel, Aliases]] = None
    cal: Optional[bool] = None


class TD(TypedDict):
    a: int
    b: NotRequired[str]
    c: Required[Optional[int]]


class TD2(TD, total=False):
    d: float


@pdc
class PD:
    x: int
    y: list[str] = plain.field(default_factory=list)
    z: Optional["PD"] = None


@plain.dataclass
class DD:
    a: Camel
    b: dict[str, Camel] = plain.field(default_factory=dict)


class NT(NamedTuple):
    a: int
    b: Optional[str] = None


class A(BaseModel):
    type: Literal["a"]
    n: int = 1


class B(BaseModel):
    type: Literal["b"]
    sub: "Nest"


class C1(BaseModel):
    type: Literal["c"]
    sub: Literal["x"]


class C2(BaseModel):
    type: Literal["c"]
    sub: Literal["y"]
    v: int = 0


Cx = Annotated[Union[C1, C2], Field(discriminator="sub")]
Nest = Annotated[Union[A, B, C1], Field(discriminator="type")]
Inner = Annotated[Union[C1, C2], Field(discriminator="sub")]
B.model_rebuild()
T = TypeVar("T")
U = TypeVar("U")


class G(BaseModel, Generic[T, U]):
    a: T
    b: Optional[U] = None
    c: list[T] = []


class GG(G[T, int], Generic[T]):
    d: T


class Base(BaseModel):
    model_config = ConfigDict(
        from_attributes=True,
        use_enum_values=True,
    )
    id: int
    kind: E1 = E1.a
    fl: F1 = F1.x


class Derived(Base):
    id: str = "a"
    more: Optional[Base] = None

    @computed_field
    @property
    def comp(self) -> list[Base]:
        return []


class RootD(RootModel[dict[str, Camel]]):
    pass


class RootL(RootModel[list[Union[A, B]]]):
    root: list[Union[A, B]] = []


class RootI(RootModel[Annotated[int, Field(ge=3)]]):
    pass


class Ser(BaseModel):
    m: Mapping[str, int] = {}
    d: datetime.datetime = datetime.datetime(2020, 1, 1)
    dd: datetime.date = datetime.date(2020, 1, 1)
    dec: decimal.Decimal = decimal.Decimal("1.50")
    u: uuid.UUID = uuid.UUID(int=0)
    e: E1 = E1.b
    fs: frozenset[int] = frozenset({1})
    n: Camel = Camel(one_two=1)
    nt: NT = NT(1)
    inf: float = 1e300
    ro: str = Field("a", frozen=True, json_schema_extra={"readOnly": True})
    wo: str = Field("a", json_schema_extra={"writeOnly": True})
    dep: Annotated[int, Field(json_schema_extra={"deprecated": True})] = 0


def uid(route):
    return f"{route.tags[0] if route.tags else 'x'}-{route.name}"


app = FastAPI(
    title="t",
    version="1",
    generate_unique_id_function=uid,
    root_path="/rp",
    swagger_ui_parameters={},
    summary="s",
    terms_of_service="http://x/",
)
sec = [
    HTTPDigest(auto_error=False),
    HTTPBearer(bearerFormat="JWT"),
    OpenIdConnect(openIdConnectUrl="/o"),
    OAuth2AuthorizationCodeBearer(authorizationUrl="a", tokenUrl="t", scopes={"s": "d"}),
    APIKeyCookie(name="c", description="dd"),
    APIKeyHeader(name="h", scheme_name="other"),
]
for i, s in enumerate(sec):
    app.add_api_route(
        f"/sec{i}", (lambda s: lambda x=Depends(s): None)(s), name=f"sec{i}", methods=["GET"]
    )


@app.post("/camel/{p:path}")
def camel(p: str, c: Camel) -> Camel: ...
@app.post(
    "/aliases",
    responses={
        400: {"model": Union[Camel, Open]},
        "4XX": {"description": "x"},
        "default": {"model": Camel, "description": "dd"},
    },
)
def aliases(a: Aliases) -> Aliases: ...
@app.post("/paths")
def paths(a: Paths) -> Paths: ...
@app.post("/colls")
def colls(a: Colls) -> Colls: ...
@app.post("/td")
def td(a: TD, b: TD2 | None = None) -> TD2: ...
@app.post("/pd")
def pd(a: PD, b: DD) -> PD | DD: ...
@app.post("/nt", response_model=list[NT])
def nt(a: NT): ...
@app.post("/nest")
def nest(a: Union[A, B] = Body(...)) -> Nest: ...
@app.post("/g")
def g(a: G[int, str], b: GG[Camel]) -> G[list[GG[int]], Optional[str]]: ...
@app.post(
    "/derived", response_model=Derived, response_model_exclude={"id"}, response_model_by_alias=False
)
def derived(a: Derived): ...
@app.post("/roots")
def roots(a: RootD, b: RootL, c: RootI) -> dict[str, RootL]: ...
@app.post("/ser")
def ser(a: Ser) -> Ser: ...
@app.get("/q")
def q(
    a: Annotated[list[int], Query(min_length=1, max_length=3)],
    b: Annotated[set[str], Query()] = set(),
    c: Annotated[tuple[int, int] | None, Query()] = None,
    d: Annotated[str | None, Query(pattern="^a", examples=["abc"])] = None,
    e: Annotated[datetime.datetime | None, Query()] = None,
    f: Annotated[datetime.timedelta, Query()] = datetime.timedelta(days=1),
    g: E1 = E1.a,
    h: bool | None = None,
    i: Annotated[float, Query(gt=0, le=1, openapi_examples={"x": {"value": 0.5}})] = 0.5,
    j: uuid.UUID | None = None,
    k: Literal[1, 2] = 1,
    l: Annotated[int, Query(title="LL", description="ll")] = 3,
    m: Annotated[str, Query(alias="m-m", include_in_schema=True)] = "m",
    n: Annotated[HttpUrl | None, Query()] = None,
    o: Annotated[conint(ge=1), Query()] = 1,
    p: decimal.Decimal = decimal.Decimal("1.1"),
    r: list[E1] = Query(default=[E1.a]),
): ...
@app.get("/h")
def h(
    a_b: Annotated[str, Header()],
    c: Annotated[list[int] | None, Header(convert_underscores=False)] = None,
    d: Annotated[int | None, Cookie()] = None,
    e: Annotated[str, Cookie(alias="e-e", min_length=2)] = "ee",
): ...
@app.put("/pth/{a}/{b}/{c}/{d}")
def pth(a: E1, b: Annotated[float, Path(gt=0)], c: datetime.date, d: Literal["x", "y"]): ...
@app.post("/body")
def body(
    a: Annotated[int, Body()],
    b: Annotated[str | None, Body(max_length=4)] = None,
    c: Annotated[list[Camel], Body()] = [],
    d: Annotated[Camel | None, Body(embed=True)] = None,
): ...
@app.post("/single")
def single(a: Annotated[list[Annotated[str, Field(max_length=3)]], Body(examples=[["a"]])]): ...
@app.post("/single2")
def single2(a: Annotated[Camel | None, Body(description="d")] = None) -> int | None: ...
@app.post("/single3")
def single3(a: Annotated[int, Body(embed=True, media_type="application/vnd.x+json")]): ...
@app.post("/form")
def form(
    a: Annotated[int, Form()],
    b: Annotated[St, Form()] = St.p,
    c: Annotated[list[str] | None, Form()] = None,
    d: Annotated[UploadFile | None, File(description="f")] = None,
    e: Annotated[list[bytes], File()] = [],
    f: Annotated[datetime.date | None, Form()] = None,
): ...
@app.get(
    "/resp",
    response_class=HTMLResponse,
    status_code=206,
    response_description="RR",
    openapi_extra={
        "x-a": 1,
        "parameters": [{"in": "query", "name": "manual", "schema": {"type": "string"}}],
    },
)
def resp(): ...
@app.get("/redir", response_class=RedirectResponse, status_code=302)
def redir(): ...
@app.get("/file", response_class=FileResponse)
def file(): ...
@app.head("/head")
def head(): ...
@app.options("/head")
def options(): ...
@app.get("/bytes")
def byt() -> bytes: ...
@app.get("/iter", response_model=None)
def ite() -> Iterator[int]: ...
@app.get("/resp2")
def resp2() -> JSONResponse: ...
@app.get("/tup")
def tup() -> tuple[int, Camel]: ...
@app.get("/dictany")
def dictany() -> dict[str, Any]: ...


class Cb(BaseModel):
    ok: bool = True


cb = APIRouter()


@cb.post("{$callback_url}/x/{$request.body.id}", response_model=Cb)
def cbx(body: Cb): ...
@app.post("/cb", callbacks=cb.routes)
def cbp(callback_url: HttpUrl | None = None): ...
@app.webhooks.post("hook")
def hook(body: Camel): ...


class Dep:
    def __init__(self, a: int = 1, b: Annotated[str | None, Header()] = None): ...


sub = APIRouter(
    prefix="/sub",
    tags=["sub", E1.a],
    dependencies=[Depends(Dep)],
    responses={404: {"description": "nf"}},
    default_response_class=PlainTextResponse,
    deprecated=True,
)


@sub.get("/x")
def subx(d: Annotated[Dep, Depends()], e: int = Depends(lambda z: z)) -> str: ...


app.include_router(sub)
app.include_router(sub, prefix="/v2")
