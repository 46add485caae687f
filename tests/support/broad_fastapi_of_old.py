"""An application of FastAPI with Pydantic 1, as it was written then; copied, not imported."""
# ruff: noqa: B008, UP006, UP007, UP035, UP042, UP045

import dataclasses
import datetime
import decimal
import enum
import ipaddress
import pathlib
import uuid
from typing import Any, Dict, Generic, List, Literal, Optional, Set, Tuple, TypeVar, Union

from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, Query, Security, UploadFile
from fastapi.responses import PlainTextResponse, StreamingResponse
from fastapi.security import APIKeyHeader, OAuth2PasswordBearer
from pydantic import (
    BaseModel,
    Field,
    HttpUrl,
    SecretStr,
    conint,
    conlist,
    constr,
)
from pydantic.generics import GenericModel


class Colour(str, enum.Enum):
    red = "red"
    green = "green"


class Only(str, enum.Enum):
    one = "one"


class Level(enum.IntEnum):
    low = 1
    high = 2


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    barks: bool


class Owner(BaseModel):
    pet: Union[Cat, Dog] = Field(..., discriminator="kind")
    second: Optional[Union[Cat, Dog]] = None


@dataclasses.dataclass
class Maker:
    name: str
    since: Optional[datetime.date] = None


T = TypeVar("T")


class Page(GenericModel, Generic[T]):
    items: List[T]
    total: conint(ge=0)


class Sub(BaseModel):
    x: conint(gt=0, lt=10) = 3
    y: Tuple[int, str] = (1, "a")
    z: Optional[float] = Field(None, ge=0, le=1)


class Thing(BaseModel):
    name: constr(min_length=1, regex="^a") = Field(..., description="n", example="abc")
    colour: Colour = Colour.red
    only: Only = Only.one
    const: str = Field("c", const=True)
    choice: Literal["a", 3, None] = "a"
    price: decimal.Decimal = Field(decimal.Decimal("1"), gt=0)
    at: datetime.datetime
    day: Optional[datetime.date]
    hour: datetime.time
    lasts: datetime.timedelta = datetime.timedelta(hours=1)
    key: uuid.UUID
    page: HttpUrl
    secret: SecretStr
    data: bytes = b""
    ip: ipaddress.IPv4Address
    path: pathlib.Path
    sub: Sub = Sub()
    subs: List[Sub] = []
    table: Dict[str, Sub] = {}
    byc: Dict[Colour, int] = {}
    tags: Set[str] = set()
    few: conlist(int, min_items=1, max_items=3)
    anything: Any = None
    union: Union[int, str, None] = None
    maker: Optional[Maker] = None
    tree: "List[Thing]" = []
    al: int = Field(1, alias="aLias")

    class Config:
        extra = "forbid"
        schema_extra = {"example": {"name": "a"}}


Thing.update_forward_refs()
app = FastAPI(title="Shop", version="1", servers=[{"url": "/v1"}])
oauth = OAuth2PasswordBearer(tokenUrl="token", scopes={"a": "b"})


@app.post(
    "/things",
    response_model=Thing,
    status_code=201,
    responses={404: {"model": Sub}, 418: {"description": "T"}},
)
def a(
    thing: Thing,
    q: Optional[int] = None,
    cs: List[Colour] = Query([]),
    o: Only = Only.one,
    lv: Level = Level.low,
    t: Optional[str] = Header(None),
    s: Optional[str] = Cookie(None),
    rx: str = Query("a", regex="^a"),
    ex: int = Query(1, gt=0, lt=9, example=3),
    c: Literal["u"] = "u",
    dep: Optional[str] = Query(None, deprecated=True, alias="d-p"),
): ...
@app.get("/things", response_model=Page[Thing])
def b(page: int = 1, u: Union[int, str] = 1, day: Optional[datetime.date] = None): ...
@app.put("/things/{k}", response_model=Union[Thing, Sub, None])
def c(
    k: uuid.UUID,
    thing: Thing = Body(..., embed=True),
    n: int = Body(..., gt=0),
    x: Optional[str] = Body(None),
): ...
@app.post("/owner")
def d(o: Owner) -> Owner: ...
@app.post("/files")
def e(
    f: UploadFile,
    g: bytes = File(),
    more: List[UploadFile] = File([]),
    h: Optional[UploadFile] = None,
    n: str = Form("a"),
) -> Dict[str, int]: ...
@app.get("/m", response_model=List[Maker])
def f(tok: str = Security(oauth, scopes=["a"]), k: str = Depends(APIKeyHeader(name="X"))): ...
@app.get("/s", response_class=StreamingResponse)
def g(): ...
@app.get("/t", response_class=PlainTextResponse, deprecated=True)
def h(): ...
@app.delete("/things/{k}", status_code=204)
def i(k: int) -> None: ...
