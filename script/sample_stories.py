"""Who the made-up customers of the sample sheets are: names, places, products and the stories they follow."""

from dataclasses import dataclass
from datetime import date

AS_OF = date(2026, 6, 30)
ORDERS_FROM = date(2022, 1, 3)

FIRST = (
    "Anna Bram Chantal Daan Emre Fatima Gijs Hanna Ibrahim Joke Karel Lotte Mehmet Noor Omar Petra "
    "Quinten Ruth Sanne Tom Ursula Vera Wouter Xavi Youssef Zoë Marieke Pieter Sjoerd Femke Hidde "
    "Aisha Lars Eva Thijs Roos Willem Ineke Stefan Yara Kees Marloes Jeroen Naima Ruben Tessa Henk "
    "Liesbeth Arjen Fleur"
).split()
LAST = (
    "Jansen|Bakker|Visser|Smit|Meijer|Mulder|Bos|Vos|Peters|Hendriks|Dekker|Brouwer|Koster|Willems|"
    "Yilmaz|Kaya|Amrani:El|Berg:van der|Vries:de|Dijk:van|Jong:de|Linden:van der|Boer:de|Leeuwen:van|"
    "Groot:de|Wal:van de|Heuvel:van den|Broek:van den|Haan:de|Veen:van der|Postma|Hoekstra|Verbeek|"
    "Schouten|Kuipers|Prins|Blom|Huisman|Özdemir|Nguyen|Santos|Martens|Wolters|Scholten|Timmermans"
).split("|")
TOWNS = (
    ("Utrecht", "35", "030"),
    ("Zeist", "37", "030"),
    ("De Bilt", "37", "030"),
    ("Houten", "39", "030"),
    ("Nieuwegein", "34", "030"),
    ("Amersfoort", "38", "033"),
    ("Bilthoven", "37", "030"),
    ("Bunnik", "39", "030"),
)
STREETS = (
    "Dorpsstraat|Lindelaan|Stationsweg|Kerkstraat|Molenpad|Burgemeester de Wildelaan|Oudegracht|"
    "Parkweg|'s-Gravelandseweg|1e Dwarsstraat|Plantsoenlaan|Kastanjedreef"
).split("|")
COMPANIES = (
    "Bakkerij De Korenaar B.V.|Praktijk Linde|Stichting Groen Dichtbij|Café Het Spatbord|"
    "Bouwbedrijf Van Tol V.O.F.|Studio Noord|Makelaardij Eikenhorst B.V.|Kinderdagverblijf Ukkie|"
    "Tandartsen aan de Vecht|Webbureau Puntkomma|Fysio Heuvelrug|Hoveniersbedrijf De Haag|"
    "Advocaten Baljuw & Co|Drukkerij Inktvis|Catering Smaakmaker"
).split("|")
PRODUCTS = {
    "stadsfiets": ("Stadsfiets Rondje", 649.0),
    "e-bike": ("E-bike Wind Mee", 2199.0),
    "kinderfiets": ("Kinderfiets Spurt", 279.0),
    "onderhoud": ("Grote beurt", 89.0),
    "reparatie": ("Band plakken", 19.5),
    "accessoires": ("Fietstas Duo", 64.95),
    "verlichting": ("Lampset LED", 34.95),
    "kleding": ("Regenpak", 79.95),
    "banden": ("Buitenband Taai", 38.5),
}
SMALL = ("onderhoud", "reparatie", "accessoires", "verlichting", "kleding", "banden")
QUESTIONS = (
    ("Ik voel me verbonden met deze fietsenwinkel (affectief)", "affectief", False),
    ("Ik zou het jammer vinden als de winkel verdwijnt (affectief)", "affectief", False),
    ("Ik vind dat ik deze winkel trouw hoor te blijven (normatief)", "normatief", False),
    ("Overstappen kost mij te veel tijd en geld (calculatief)", "calculatief", False),
    ("De monteurs weten wat ze doen (competentie)", "competentie", False),
    ("De winkel is eerlijk over prijzen (integriteit)", "integriteit", False),
    ("Men heeft het beste met mij voor (welwillendheid)", "welwillendheid", False),
    ("De website werkt prettig (systeemkwaliteit)", "systeemkwaliteit", False),
    ("De service was slecht (servicekwaliteit, omgekeerd)", "servicekwaliteit", True),
)


@dataclass(frozen=True)
class Story:
    """One way of being a customer: how many there are and how they behave (rates a year, moods 0-1)."""

    name: str
    people: int
    buys: float = 0.0
    first: tuple[int, int] = (2022, 2025)
    until: date = AS_OF
    once: bool = False
    basket: tuple[str, ...] = SMALL
    dear: float = 1.0
    mood: float = 0.6
    reads: float = 2.0
    talks: float = 0.0
    complains: float = 0.0
    refers: int = 0
    surveyed: float = 0.35
    contract: str = ""
    company: float = 0.05
    fails: bool = False
    opted_out: bool = False
    member: float = 0.0
    since: tuple[int, int] | None = None
    mandatory: bool = False


STORIES = (
    Story("kampioen", 24, buys=5, dear=1.5, mood=0.92, reads=8, talks=5, refers=2, surveyed=0.8, member=0.5),
    Story(
        "fan met contract", 20, buys=4, mood=0.9, reads=8, talks=4, refers=1, surveyed=0.8, contract="plan"
    ),
    Story("stille genieter", 52, buys=5.5, dear=1.3, mood=0.7, reads=3, surveyed=0.4, company=0.2),
    Story("loyaal uit gewoonte", 36, buys=4.2, mood=0.35, reads=1, surveyed=0.7),
    Story("promoter", 22, buys=0.6, first=(2024, 2026), mood=0.93, reads=9, talks=6, refers=2, surveyed=0.7),
    Story("af en toe", 78, buys=1.4, mood=0.6, reads=2, surveyed=0.25),
    Story("eenmalig", 46, once=True, first=(2022, 2023), mood=0.5, reads=0.3, surveyed=0.1),
    Story(
        "net begonnen", 16, once=True, first=(2026, 2026), mood=0.7, reads=3, basket=("e-bike", "stadsfiets")
    ),
    Story("vastgezet", 16, buys=0.4, mood=0.15, reads=1, complains=1.5, surveyed=0.8, contract="verzekering"),
    Story("zakelijk plan", 18, buys=3, mood=0.7, reads=2, surveyed=0.5, contract="zakelijk", company=1.0),
    Story("opgezegd en boos", 8, buys=1, mood=0.05, reads=1, complains=3, surveyed=0.6, contract="opgezegd"),
    Story("stil vertrokken", 10, buys=2, until=date(2024, 3, 1), mood=0.4, reads=0.2, contract="afgelopen"),
    Story(
        "boos vertrokken", 6, buys=3, until=date(2024, 9, 1), mood=0.05, complains=4, surveyed=0.5, talks=1
    ),
    Story("leaserijder", 18, mood=0.5, reads=1, contract="lease", mandatory=True, surveyed=0.3),
    Story("kijker", 18, reads=5, mood=0.6, surveyed=0.15),
    Story("fan die nog niet kocht", 8, reads=10, talks=7, mood=0.95, surveyed=0.6, refers=1),
    Story("bijna klant", 8, reads=3, fails=True, mood=0.3),
    Story("voorgoed afgehaakt", 6, reads=0, fails=True, opted_out=True, mood=0.1),
    Story("oude bekende", 10, since=(2012, 2019), reads=0.2, surveyed=0.1),
)

READING = (
    ("e-mail geopend", "e-mail", "uit"),
    ("e-mail geopend", "e-mail", "uit"),
    ("e-mail geklikt", "e-mail", "in"),
    ("pagina bezocht", "website", "in"),
    ("video bekeken", "website", "in"),
)
TALKING = (
    ("like", "webcare"),
    ("positieve reactie", "webcare"),
    ("compliment", "winkel"),
    ("review", "website"),
    ("gedeeld", "webcare"),
    ("evenement", "evenement"),
    ("communitybijdrage", "community"),
    ("andere klant geholpen", "community"),
    ("cocreatie", "community"),
)
