"""Names, streets and towns of the labelled set, each with how often it is drawn. Nobody in it exists."""

from typing import Final

Weighted = tuple[tuple[str, ...], tuple[float, ...]]


def _weighted(text: str) -> Weighted:
    """'Jan 30;Piet 20' → the names and their weights."""
    pairs = [part.strip().rpartition(" ") for part in text.split(";")]
    return tuple(name for name, _, _ in pairs), tuple(float(weight) for _, _, weight in pairs)


COMMON_LAST: Final = _weighted(
    "de Jong 86;Jansen 75;de Vries 73;van den Berg 60;Bakker 55;van Dijk 55;Janssen 54;Visser 50;Smit 43;"
    "Meijer 40;de Boer 39;Mulder 37;de Groot 36;Bos 35;Vos 31;Peters 31;Hendriks 30;van Leeuwen 29;"
    "Dekker 28;Brouwer 26;de Wit 25;Dijkstra 24;Smits 24;de Graaf 22;van der Meer 22;Kok 20;Jacobs 20;"
    "van der Linden 20;de Haan 20;Vermeulen 20;van den Heuvel 19;van der Veen 18;van den Broek 18;"
    "de Bruijn 17;Schouten 17;van Beek 17;Willems 16;van Vliet 16;Hoekstra 15;Maas 15;Verhoeven 15;"
    "Koster 15;van Dam 15;Prins 14;Blom 14;Huisman 14;Kuipers 13;van Veen 13;Kramer 13;Postma 13;"
    "Martens 12;Vink 12;Timmermans 12;Groen 11;Gerritsen 11;Jonker 11;El Amrani 4;Yilmaz 5;Öztürk 3;"
    "Nguyen 3;Singh 4;Kowalski 4;da Silva 2;Ramdin 3;Benali 4;Bouzid 2"
)
RARE_BEGIN: Final = tuple(
    "Wester Ooster Noorder Zuider Hooge Lage Groene Witte Zwarte Roode Steen Klein Groot Nieuwen Ouden "
    "Berken Eiken Linden Wilgen Elzen Kromme Lange Korte Breede Diepen Hei Duin Zand Klei Veen Bosch "
    "Brand Brug Dam Dijk Kerk Molen Schip Tol Wijn Zwane Vogel Haver Rogge Gerste Koren Schaap Koe "
    "Paarden Ganzen".split()
)
RARE_END: Final = tuple(
    "veld kamp hof huis man burg wijk beek dijk straten horst brink meijer mans land water berg dal "
    "laar steeg woude voort mond poort sma stra inga ema".split()
)
ACCENTED: Final = tuple(
    "Çelik Gündoğan Müller Schröder Björnsson Lefèvre Béguin Muñoz García Brontë Daniëls Adriaënsen "
    "Crèvecœur Şahin Yıldız Königs Jürgens Élias Núñez Šimić".split()
)
_MEN: Final = _weighted(
    "Johannes 30;Jan 45;Cornelis 18;Kees 12;Hendrik 18;Henk 16;Willem 16;Wim 10;Pieter 16;Piet 10;"
    "Peter 24;Gerrit 10;Hans 14;Jacobus 8;Jaap 6;Dirk 9;Robert 10;Rob 9;Johan 9;Marco 7;Mark 12;Erik 11;"
    "Paul 10;Martin 9;Ronald 6;Gerard 7;Frank 9;Marcel 8;Jeroen 11;Dennis 9;Patrick 7;Michel 6;Bas 8;"
    "Tim 10;Tom 9;Thomas 10;Daan 9;Lucas 6;Lars 6;Jesse 6;Niels 8;Kevin 7;Rick 6;Stefan 6;Bart 7;"
    "Maarten 7;Martijn 8;Sander 7;Arjan 4;Bram 5;Ruben 5;Max 5;Mohamed 8;Ahmed 4;Ali 4;Mehmet 3;"
    "Mustafa 3;Youssef 3;Ton 6;Theo 5;Jos 6;Leo 4;Arie 4;Joop 3;Koos 2;Klaas 3;Antonius 8;Adrianus 8;"
    "Franciscus 5;Frans 5;Theodorus 4;Nicolaas 5;Nico 4;Simon 4;Wouter 6;Stijn 4;Thijs 5;Gijs 3;Teun 2;"
    "Joris 2;Jasper 4;Jelle 3;Edwin 6;Richard 7;René 6;André 6;Michael 6;Jurriën 1;Casper 2;Floris 2;"
    "Hidde 2;Ivar 1;Sjoerd 3;Wiebe 1;Douwe 1;Rutger 2;Olivier 2;Quinten 1;Zakaria 1;Omar 2;Willy 1;Harm 2"
)
_WOMEN: Final = _weighted(
    "Maria 40;Anna 24;Johanna 24;Elisabeth 12;Cornelia 12;Wilhelmina 10;Catharina 9;Hendrika 7;"
    "Petronella 4;Margaretha 6;Geertruida 5;Adriana 7;Marijke 7;Ria 6;Annie 4;Joke 7;Ellen 6;Els 5;"
    "Linda 10;Monique 9;Sandra 9;Petra 8;Yvonne 7;Anja 6;Ingrid 8;Karin 8;Esther 8;Marieke 8;Sanne 8;"
    "Lisa 9;Laura 8;Emma 8;Anne 8;Eva 6;Julia 6;Sophie 5;Lotte 6;Fleur 4;Iris 5;Kim 7;Naomi 3;Femke 5;"
    "Maaike 4;Saskia 5;Nicole 6;Astrid 4;Mirjam 4;Wendy 5;Jolanda 6;Marian 5;Marianne 5;Tineke 4;Ineke 5;"
    "Greet 2;Corrie 3;Nel 2;Wil 3;Truus 2;Bep 1;Fatima 5;Aïsha 2;Samira 2;Khadija 1;Emine 1;Ayşe 2;"
    "Hanneke 4;Janneke 4;Trijntje 1;Roos 3;Nina 3;Tess 3;Noa 3;Lieke 3;Anouk 4;Daniëlle 4;Marloes 4;"
    "Suzanne 5;Bianca 4;Angela 5;Carla 4;Christina 3;Manon 3;Hannah 3;Loes 3;Mieke 3;Diana 4;Wilma 5;"
    "Rita 3;Thea 3;Sietske 1;Froukje 1;Wietske 1;Zoë 2;Chloé 1;Desirée 2;Renée 2;Judith 4;Miranda 4"
)
COMMON_FIRST: Final[dict[bool, Weighted]] = {False: _MEN, True: _WOMEN}
_PAIRS: Final = (
    "Johannes=Jan,Hans,Johan,Joop;Cornelis=Kees,Cor,Cees;Hendrik=Henk,Rik;Willem=Wim,Wil,Pim;"
    "Pieter=Piet,Peter;Gerrit=Gert,Ger;Jacobus=Koos,Jaap,Jaco;Robert=Rob,Bob;Antonius=Ton,Toon;"
    "Adrianus=Ad,Arie,Janus;Franciscus=Frans,Cis;Theodorus=Theo,Dorus;Nicolaas=Nico,Klaas,Niek;"
    "Thomas=Tom;Gerard=Ger;Maria=Ria,Marie,Mia,Mieke;Anna=Annie,Ans,Anneke;Johanna=Joke,Hanneke,Annie;"
    "Elisabeth=Els,Bep,Liesbeth,Betje;Cornelia=Corrie,Cor,Nel;Wilhelmina=Wil,Mien,Willy,Willemijn;"
    "Catharina=Toos,Tineke,Ineke,Karin;Hendrika=Riek,Hennie;Petronella=Nel,Nelly;"
    "Margaretha=Greet,Marga,Griet;Geertruida=Truus,Gerda;Adriana=Adri,Sjaan;Mohamed=Mo;Michael=Mike;"
    "Sophie=Sofie;Erik=Eric;Lucas=Luuk;Sandra=Alexandra;Christina=Tina,Chris;Martin=Martijn"
)


def _short() -> dict[str, tuple[str, ...]]:
    """Name → what else its bearer is called, either way."""
    found: dict[str, list[str]] = {}
    for pair in _PAIRS.split(";"):
        full, _, short = pair.partition("=")
        for name in short.split(","):
            found.setdefault(full, []).append(name)
            found.setdefault(name, []).append(full)
    return {name: tuple(others) for name, others in found.items()}


SHORT: Final = _short()
STREETS: Final = tuple(
    "Kerkstraat;Schoolstraat;Molenstraat;Dorpsstraat;Molenweg;Julianastraat;Beatrixstraat;"
    "Wilhelminastraat;Nieuwstraat;Hoofdstraat;Parallelweg;Emmastraat;Stationsstraat;Industrieweg;"
    "Beukenlaan;Eikenlaan;Lindelaan;Kastanjelaan;Berkenlaan;Meidoornstraat;Esdoornstraat;"
    "Zonnebloemstraat;Tulpstraat;Rozenstraat;Lijsterstraat;Merelstraat;Vondelstraat;Rembrandtstraat;"
    "Vermeerstraat;Frans Halsstraat;Burgemeester Smitlaan;Dr. Schaepmanstraat;Marktplein;Oude Rijksweg;"
    "Noorderweg;Zuiderzeestraat;IJsselstraat;Maasstraat;Waalstraat;Prinses Irenestraat;"
    "Laan van Nieuw Oost;Prins Hendrikkade;'t Zand;Achterweg;Oranjestraat;Veldweg;Bosrand;Havenstraat;"
    "Raadhuisplein;Acacialaan".split(";")
)
TOWNS: Final = _weighted(
    "Amsterdam 88;Rotterdam 65;Den Haag 55;Utrecht 36;Eindhoven 24;Groningen 23;Tilburg 22;Almere 22;"
    "Breda 18;Nijmegen 18;Apeldoorn 16;Haarlem 16;Arnhem 16;Amersfoort 16;Zaandam 10;Den Bosch 15;"
    "Zwolle 13;Leiden 12;Zoetermeer 12;Leeuwarden 12;Maastricht 12;Dordrecht 12;Ede 12;"
    "Alphen aan den Rijn 11;Emmen 10;Venlo 10;Delft 10;Deventer 10;Assen 7;Hoorn 7;Goes 4;Sneek 4;"
    "Winterswijk 3;Epe 3"
)
PROVIDERS: Final = _weighted(
    "gmail.com 45;hotmail.com 18;ziggo.nl 8;kpnmail.nl 7;live.nl 6;outlook.com 6;planet.nl 4;"
    "xs4all.nl 3;icloud.com 3"
)
TRADES: Final = tuple(
    "Bakkerij {0};Slagerij {0};Autobedrijf {0} B.V.;{0} Advies;{0} & {1} Advocaten;"
    "Installatiebedrijf {0} B.V.;Hoveniersbedrijf {0};{0} & Zn.;Kapsalon {0};{0} Transport B.V.;"
    "Drukkerij {0} & {1} V.O.F.;Restaurant De Gouden {0};{0} Bouw B.V.;Schildersbedrijf {0};"
    "Fysiotherapie {0};{0} Holding B.V.;Café {0};Garage {0} & {1};{0} Consultancy;"
    "Administratiekantoor {0}".split(";")
)
