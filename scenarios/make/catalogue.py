"""The service catalogue the scenarios choose from: the eight fields of a social-work station."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import (
    Delivery,
    Domain,
    HelperKind,
    Lag,
    ResourceLine,
    Role,
    Service,
    SkillLevel,
)

VOLUNTEER = HelperKind.VOLUNTEER
LIAISON = HelperKind.LIAISON
GRID = HelperKind.GRID_MEMBER
WORKER = HelperKind.SOCIAL_WORKER
SECRETARY = HelperKind.SECRETARY
SPECIALIST = HelperKind.SPECIALIST


def _skilled(
    name: str,
    level: int = 1,
    *,
    kinds: tuple[HelperKind, ...] = (VOLUNTEER, WORKER),
    count: int = 1,
) -> Role:
    return Role(kinds=kinds, skills=(SkillLevel(skill=name, level=level),), count=count)


_ANYONE = Role(kinds=(VOLUNTEER, WORKER))
_LADDER = Role(kinds=(LIAISON, GRID, SECRETARY, SPECIALIST))
_CASE_WORKER = Role(
    name="社工",
    kinds=(WORKER,),
    skills=(SkillLevel(skill="assessment", level=2),),
    licences=("assistant_social_worker",),
)
_COUNSELLOR = Role(
    name="社工",
    kinds=(WORKER,),
    skills=(SkillLevel(skill="counselling", level=3),),
    licences=("assistant_social_worker",),
)
_WITH_VOLUNTEER = Role(name="志愿者", kinds=(VOLUNTEER,))
_NURSE = Role(name="护士", kinds=(SPECIALIST,), licences=("nurse",), minutes=25)

_ELDERLY = (
    Service(
        id="meal",
        name="助餐送餐",
        domain=Domain.ELDERLY_CARE,
        delivery=Delivery.LIST,
        minutes=15,
        roles=(_skilled("meals"),),
        resources=(ResourceLine(item="meal_box", quantity=1),),
        points=2,
    ),
    Service(
        id="visit",
        name="探访关爱",
        domain=Domain.ELDERLY_CARE,
        delivery=Delivery.LIST,
        minutes=40,
        roles=(_skilled("companionship"),),
        points=4,
    ),
    Service(
        id="contact",
        name="电话联系",
        domain=Domain.ELDERLY_CARE,
        delivery=Delivery.LIST,
        minutes=15,
        roles=(_skilled("companionship"),),
        points=1,
    ),
    Service(
        id="bath",
        name="助浴",
        domain=Domain.ELDERLY_CARE,
        minutes=75,
        roles=(_skilled("bathing", count=2),),
        resources=(ResourceLine(item="bath_chair", quantity=1),),
        points=10,
    ),
    Service(
        id="escort",
        name="陪诊",
        domain=Domain.ELDERLY_CARE,
        minutes=150,
        roles=(_skilled("escort"),),
        points=12,
    ),
    Service(
        id="hair",
        name="上门理发",
        domain=Domain.ELDERLY_CARE,
        minutes=30,
        roles=(_skilled("haircut"),),
        points=4,
    ),
    Service(
        id="wheelchair",
        name="轮椅借用",
        domain=Domain.ELDERLY_CARE,
        minutes=15,
        roles=(),
        resources=(ResourceLine(item="wheelchair", quantity=1, hold=3 * 1440),),
    ),
    Service(
        id="breakfast",
        name="早餐照护与两小时后护理",
        domain=Domain.ELDERLY_CARE,
        delivery=Delivery.LIST,
        minutes=30,
        roles=(
            Role(name="早餐照护", kinds=(VOLUNTEER, WORKER)),
            replace(_NURSE, lag=Lag(min=120, max=150)),
        ),
        points=5,
    ),
    Service(
        id="nursing",
        name="社工与护士联合入户",
        domain=Domain.ELDERLY_CARE,
        minutes=45,
        roles=(_CASE_WORKER, _NURSE),
    ),
    Service(
        id="drops",
        name="早晚滴药提醒",
        domain=Domain.ELDERLY_CARE,
        delivery=Delivery.LIST,
        minutes=10,
        roles=(
            Role(name="早", kinds=(VOLUNTEER, WORKER)),
            Role(name="晚", kinds=(VOLUNTEER, WORKER), lag=Lag(min=480, max=600)),
        ),
        points=3,
    ),
)

_ASSISTANCE = (
    Service(
        id="assess",
        name="入户评估",
        domain=Domain.SOCIAL_ASSISTANCE,
        delivery=Delivery.LIST,
        minutes=50,
        roles=(_CASE_WORKER, _WITH_VOLUNTEER),
        points=5,
    ),
    Service(
        id="aid",
        name="临时救助金",
        domain=Domain.SOCIAL_ASSISTANCE,
        minutes=10,
        roles=(),
        resources=(ResourceLine(item="emergency_aid", quantity=30_000),),
    ),
    Service(
        id="shop",
        name="代购",
        domain=Domain.SOCIAL_ASSISTANCE,
        minutes=45,
        roles=(_ANYONE,),
        points=4,
    ),
    Service(
        id="parcel",
        name="米油包自提",
        domain=Domain.SOCIAL_ASSISTANCE,
        minutes=10,
        roles=(),
        resources=(ResourceLine(item="grain_and_oil", quantity=1),),
    ),
)

_PEOPLE = (
    Service(
        id="tutor",
        name="课后辅导",
        domain=Domain.CHILD_WELFARE,
        delivery=Delivery.LIST,
        minutes=60,
        roles=(_skilled("tutoring", 2),),
        points=6,
    ),
    Service(
        id="class",
        name="四点半课堂",
        domain=Domain.CHILD_WELFARE,
        delivery=Delivery.LIST,
        minutes=90,
        roles=(_skilled("tutoring", count=2),),
        resources=(ResourceLine(item="activity_room", quantity=12),),
        points=8,
    ),
    Service(
        id="counsel",
        name="心理疏导",
        domain=Domain.SOCIAL_AFFAIRS,
        minutes=60,
        roles=(_COUNSELLOR,),
    ),
    Service(
        id="sign",
        name="手语陪同办事",
        domain=Domain.SOCIAL_AFFAIRS,
        minutes=90,
        roles=(_skilled("sign_language", 2),),
        points=8,
    ),
    Service(
        id="council",
        name="居民议事会",
        domain=Domain.COMMUNITY_GOVERNANCE,
        minutes=90,
        roles=(Role(name="社工", kinds=(WORKER,)), _WITH_VOLUNTEER),
        resources=(ResourceLine(item="activity_room", quantity=15),),
        points=4,
    ),
    Service(
        id="repair",
        name="家电维修",
        domain=Domain.COMMUNITY_GOVERNANCE,
        minutes=60,
        roles=(_skilled("repair", 2),),
        resources=(ResourceLine(item="repair_parts", quantity=1),),
        points=8,
    ),
    Service(
        id="mediate",
        name="矛盾调解",
        domain=Domain.PUBLIC_SAFETY,
        minutes=60,
        roles=(_skilled("mediation", 3, kinds=(WORKER,)), _WITH_VOLUNTEER),
        points=5,
    ),
    Service(
        id="safety",
        name="居家安全排查",
        domain=Domain.PUBLIC_SAFETY,
        delivery=Delivery.LIST,
        minutes=30,
        roles=(_ANYONE, _WITH_VOLUNTEER),
        points=3,
    ),
    Service(
        id="market",
        name="助农便民集市",
        domain=Domain.RURAL_REVITALISATION,
        delivery=Delivery.LIST,
        minutes=120,
        roles=(Role(kinds=(VOLUNTEER,), count=3),),
        resources=(ResourceLine(item="square", quantity=60),),
        points=10,
    ),
    Service(
        id="vaccine",
        name="疫苗接种提醒与陪同",
        domain=Domain.EPIDEMIC_PREVENTION,
        delivery=Delivery.LIST,
        minutes=60,
        roles=(_ANYONE,),
        points=5,
    ),
)

_DISTRICT = (
    Service(
        id="matter",
        name="诉求初次办理",
        domain=Domain.COMMUNITY_GOVERNANCE,
        minutes=30,
        roles=(_LADDER,),
    ),
    Service(
        id="dispute",
        name="纠纷调解",
        domain=Domain.PUBLIC_SAFETY,
        minutes=60,
        roles=(
            _skilled("mediation", 2, kinds=(GRID, SECRETARY, SPECIALIST)),
            Role(name="睦邻党群联络员", kinds=(LIAISON,)),
        ),
    ),
    Service(
        id="specialised",
        name="专门机构处置",
        domain=Domain.PUBLIC_SAFETY,
        minutes=90,
        roles=(
            Role(name="律师", kinds=(SPECIALIST,), licences=("lawyer",)),
            Role(name="社区书记", kinds=(SECRETARY, GRID)),
        ),
    ),
    Service(
        id="feedback",
        name="办结回访",
        domain=Domain.COMMUNITY_GOVERNANCE,
        delivery=Delivery.LIST,
        minutes=20,
        roles=(_LADDER,),
    ),
    Service(
        id="patrol",
        name="网格走访",
        domain=Domain.SOCIAL_AFFAIRS,
        delivery=Delivery.LIST,
        minutes=30,
        roles=(Role(kinds=(GRID, LIAISON)),),
    ),
    Service(
        id="companion",
        name="共享奶奶陪伴",
        domain=Domain.CHILD_WELFARE,
        minutes=90,
        roles=(_skilled("companionship", kinds=(VOLUNTEER, LIAISON)),),
        points=6,
    ),
)

_OUTBREAK = (
    Service(
        id="food",
        name="生活物资配送",
        domain=Domain.EPIDEMIC_PREVENTION,
        minutes=8,
        roles=(Role(kinds=(VOLUNTEER, GRID, WORKER)),),
        resources=(ResourceLine(item="food_box", quantity=1),),
        points=2,
    ),
    Service(
        id="medicine",
        name="代取药品",
        domain=Domain.EPIDEMIC_PREVENTION,
        minutes=20,
        roles=(_skilled("medicine", kinds=(VOLUNTEER, WORKER)),),
        resources=(ResourceLine(item="medicine_pack", quantity=1),),
        points=4,
    ),
    Service(
        id="oxygen",
        name="制氧机上门",
        domain=Domain.EPIDEMIC_PREVENTION,
        minutes=30,
        roles=(_NURSE, _WITH_VOLUNTEER),
        resources=(ResourceLine(item="oxygen_concentrator", quantity=1, hold=2 * 1440),),
        points=4,
    ),
    Service(
        id="hotline",
        name="居家隔离心理热线",
        domain=Domain.EPIDEMIC_PREVENTION,
        minutes=30,
        roles=(_COUNSELLOR,),
    ),
)

CATALOGUE = (*_ELDERLY, *_ASSISTANCE, *_PEOPLE, *_DISTRICT, *_OUTBREAK)


def services(*ids: str) -> tuple[Service, ...]:
    """Choose from the catalogue, in its order.

    Raises
    ------
    LookupError
        If it has no such service.
    """
    if unknown := set(ids) - {service.id for service in CATALOGUE}:
        raise LookupError(f"no service {', '.join(sorted(unknown))} in the catalogue")
    return tuple(service for service in CATALOGUE if service.id in ids)
