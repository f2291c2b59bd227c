"""Invented names, so that no real person is ever in the demo."""

GIVEN = (
    "Amira", "Anders", "Astrid", "Aksel", "Birgit", "Daniel", "Eline", "Emil", "Fatima", "Filip",
    "Frida", "Gaute", "Hanna", "Håkon", "Ida", "Idris", "Iben", "Jakob", "Jorunn", "Kaja",
    "Karim", "Lars", "Leila", "Linnea", "Magnus", "Marit", "Mikkel", "Nadia", "Noor", "Odin",
    "Oda", "Peder", "Ragnhild", "Rania", "Sander", "Selma", "Sigrid", "Sivert", "Solveig", "Tarik",
    "Thea", "Tiril", "Torbjørn", "Tuva", "Ulrik", "Vilde", "Yasmin", "Yngve", "Åse", "Øystein",
)  # fmt: skip
FAMILY = (
    "Almvik", "Bakkehaug", "Berglia", "Brattvoll", "Dalheim", "Eikeskog", "Fagerbakk", "Fjellro",
    "Granvin", "Grønnlund", "Haugmo", "Heggvik", "Ilsvåg", "Kleppro", "Kvernmo", "Lianes",
    "Lundmo", "Myrvang", "Nesgård", "Nordlid", "Oppvik", "Rognmo", "Rosslid", "Sandmo",
    "Skogvik", "Solbakk", "Stigvoll", "Storhaug", "Strandmo", "Sundlid", "Teigmo", "Tveitvik",
    "Ulvmo", "Vangmo", "Vestlid", "Vikmo", "Voldheim", "Ytremo", "Ødelid", "Åsmo",
)  # fmt: skip
INTERESTS = (
    "svømming", "turer i skogen", "hunder", "å bake", "fotball", "musikk", "tegning", "sjakk",
    "sykling", "kino", "tog og buss", "fiske", "dataspill", "dans", "lego", "klatring",
)  # fmt: skip
