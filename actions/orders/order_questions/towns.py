"""The big towns by which customers name a country, by their plain names; none that is a common word, too."""

_OF_COUNTRIES = {
    "AT": "vienna wien graz linz salzburg innsbruck",
    "BE": "brussels bruxelles antwerp antwerpen ghent gent bruges brugge liege",
    "BG": "sofia plovdiv varna",
    "CH": "zurich zuerich geneva geneve basel bern lausanne lucerne luzern winterthur",
    "CY": "nicosia limassol larnaca",
    "CZ": "prague praha brno ostrava plzen",
    "DE": "berlin hamburg munich munchen muenchen cologne koln koeln frankfurt stuttgart dusseldorf leipzig "
    "dresden hannover hanover nuremberg nurnberg bremen dortmund bonn",
    "DK": "copenhagen kobenhavn aarhus odense aalborg",
    "EE": "tallinn tartu",
    "ES": "madrid barcelona valencia seville sevilla malaga bilbao zaragoza",
    "FI": "helsinki espoo tampere turku oulu",
    "FR": "paris lyon marseille toulouse bordeaux lille strasbourg nantes montpellier",
    "GB": "london manchester birmingham edinburgh glasgow liverpool leeds bristol cardiff belfast sheffield",
    "GR": "athens thessaloniki patras",
    "HR": "zagreb rijeka osijek",
    "HU": "budapest debrecen szeged",
    "IE": "dublin galway limerick",
    "IT": "rome roma milan milano naples napoli turin torino venice venezia florence firenze bologna palermo "
    "genoa genova",
    "LT": "vilnius kaunas klaipeda",
    "LV": "riga daugavpils",
    "MT": "valletta sliema",
    "NL": "amsterdam rotterdam utrecht eindhoven groningen maastricht",
    "NO": "oslo bergen trondheim stavanger tromso",
    "PL": "warsaw warszawa krakow cracow gdansk wroclaw poznan lodz",
    "PT": "lisbon lisboa porto braga coimbra",
    "RO": "bucharest bucuresti cluj timisoara",
    "SE": "stockholm gothenburg goteborg malmo uppsala",
    "SI": "ljubljana maribor",
    "SK": "bratislava kosice",
}

COUNTRY_OF_TOWN = {town: code for code, towns in _OF_COUNTRIES.items() for town in towns.split()}
