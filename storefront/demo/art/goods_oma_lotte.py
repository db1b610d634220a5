"""Oma Lotte: jam, bread and biscuits, paid straight to her bank."""

from __future__ import annotations

from .goods_types import Bank, Delivery, Item, Option, Picture, Shop, Value

P, V = Picture, Value
JAR_SIZES = Option("Size", (V("250 g"), V("450 g", 260)))

ITEMS = (
    Item(
        "erdbeere",
        "Erdbeermarmelade, strawberry jam",
        "Strawberries from the field behind the church, picked before nine and in the pot by ten. Two parts fruit, one part sugar, a little lemon. The pieces stay whole.",
        490,
        (
            P("jam-strawberry", "", 0, "A jar of strawberry jam under red gingham"),
            P("jam-strawberry", "", 2, "A slice of bread with strawberry jam"),
            P("jam-strawberry", "", 1, "The jar from near by"),
        ),
        ("Marmelade",),
        stock=38,
        options=(JAR_SIZES,),
        favourite=True,
    ),
    Item(
        "aprikose",
        "Aprikosenmarmelade, apricot jam",
        "Cooked with the stones in a muslin bag, which gives it a taste of almond. Good on bread, better in a pancake.",
        520,
        (
            P("jam-apricot", "", 0, "A jar of apricot jam with three apricots"),
            P("jam-apricot", "", 1, "The jar from near by"),
        ),
        ("Marmelade",),
        stock=22,
        options=(JAR_SIZES,),
    ),
    Item(
        "zwetschgenmus",
        "Zwetschgenmus, plum butter",
        "Plums, a stick of cinnamon and eleven hours in the oven, nothing else. It is nearly black and not very sweet. Vegan, and it keeps for a year.",
        540,
        (
            P("plum-butter", "", 0, "A jar of plum butter with damsons"),
            P("plum-butter", "", 1, "Halved plums beside the jar"),
        ),
        ("Marmelade",),
        was_minor=620,
        stock=17,
    ),
    Item(
        "honig",
        "Honig, 500 g",
        "From Herr Brandt's bees, who live at the edge of the heath. Blossom honey is mild and stirs to cream; forest honey is dark and tastes of resin.",
        780,
        (
            P("honey", "blossom", 0, "A jar of honey and a dipper"),
            P("honey", "blossom", 2, "Honey running from the dipper"),
            P("honey", "blossom", 1, "The label from near by"),
        ),
        ("Honig und Sirup",),
        stock=26,
        options=(
            Option(
                "Kind",
                (
                    V("Blütenhonig, blossom", 0, P("honey", "blossom", 0, "Blossom honey")),
                    V("Waldhonig, forest", 90, P("honey", "forest", 0, "Forest honey")),
                ),
            ),
        ),
    ),
    Item(
        "holunder",
        "Holunderblütensirup, elderflower syrup",
        "Sixty umbels to the litre, steeped for three days with lemon. One part syrup to seven parts cold water. The bottle closes again and is worth keeping.",
        650,
        (
            P("elderflower-syrup", "", 0, "A swing-top bottle with elderflower"),
            P("elderflower-syrup", "", 1, "A glass of elderflower and water beside the bottle"),
            P("elderflower-syrup", "", 2, "The flowers from near by"),
        ),
        ("Honig und Sirup",),
        stock=31,
    ),
    Item(
        "landbrot",
        "Landbrot, country loaf, 1 kg",
        "A sourdough that is older than my daughter. Baked dark on Tuesdays and Fridays, and it is still good on the fifth day. Contains wheat and rye.",
        580,
        (
            P("country-loaf", "", 0, "A round loaf with flour rings on a board"),
            P("country-loaf", "", 1, "The crust from near by"),
            P("country-loaf", "", 2, "Three slices"),
        ),
        ("Brot",),
        options=(Option("Cut", (V("Whole"), V("Sliced", 20))),),
    ),
    Item(
        "roggen",
        "Roggenkasten, rye loaf, 750 g",
        "All rye, with oat flakes and sunflower seeds on top. Moist and heavy, so slice it thin. Contains rye and oats.",
        460,
        (
            P("rye-loaf", "", 0, "A dark loaf and three slices on a board"),
            P("rye-loaf", "", 1, "The slices from near by"),
        ),
        ("Brot",),
    ),
    Item(
        "brezeln",
        "Laugenbrezeln, four pretzels",
        "Rolled by hand, dipped in lye, baked until they split. They leave the oven at seven and the parcel leaves at eight. Contains wheat.",
        360,
        (
            P("pretzels", "", 0, "Two pretzels with coarse salt"),
            P("pretzels", "", 1, "Salt and crust from near by"),
        ),
        ("Brot",),
        stock=12,
    ),
    Item(
        "hefezopf",
        "Hefezopf, plaited sweet loaf",
        "Butter, eggs, milk and patience. Glazed twice, with almonds and pearl sugar. For Sunday breakfast, and for French toast on Monday. Contains wheat, milk, egg and almonds.",
        690,
        (
            P("plaited-loaf", "", 0, "A plaited loaf on a board"),
            P("plaited-loaf", "", 1, "Almonds and sugar on the glaze"),
        ),
        ("Brot", "Gebäck"),
        stock=6,
    ),
    Item(
        "linzer",
        "Linzer Plätzchen, jam biscuits, 250 g",
        "Two rounds of almond dough with our own jam between them: strawberry, apricot and plum. Packed one by one, because they remember every push. Contains wheat, butter and almonds.",
        620,
        (
            P("linzer-biscuits", "", 0, "Eight biscuits with hearts and stars of jam"),
            P("linzer-biscuits", "", 1, "The jam windows from near by"),
        ),
        ("Gebäck",),
        stock=19,
    ),
    Item(
        "kipferl",
        "Vanillekipferl, vanilla crescents, 300 g",
        "They fall apart when you look at them, so they travel in a tin. Ground almonds, real vanilla, sugar while they are hot. Contains wheat, butter and almonds.",
        850,
        (
            P("vanilla-crescents", "", 0, "A tin of vanilla crescents"),
            P("vanilla-crescents", "", 1, "Sugared crescents from near by"),
        ),
        ("Gebäck",),
        was_minor=950,
        stock=9,
    ),
    Item(
        "gugelhupf",
        "Gugelhupf, ring cake, 22 cm",
        "Baked in the copper mould of my great-aunt. Marbled inside, a little rum, icing sugar on top. It serves twelve, or six with second helpings. Contains wheat, milk and egg.",
        1450,
        (
            P("ring-cake", "", 0, "A fluted ring cake dusted with sugar"),
            P("ring-cake", "", 1, "The flutes from near by"),
        ),
        ("Gebäck",),
        stock=3,
    ),
    Item(
        "lebkuchenherz",
        "Lebkuchenherz, gingerbread heart",
        "Piped by hand with the words Für Dich, which means for you. It hangs on the wall for years, or lasts an evening. Contains wheat and honey.",
        590,
        (
            P("gingerbread-heart", "red", 0, "A gingerbread heart on a red ribbon"),
            P("gingerbread-heart", "red", 1, "The icing from near by"),
        ),
        ("Gebäck", "Geschenke"),
        stock=14,
        options=(
            Option(
                "Ribbon",
                (
                    V("Red", 0, P("gingerbread-heart", "red", 0, "Red ribbon")),
                    V("Blue", 0, P("gingerbread-heart", "white", 0, "Blue ribbon")),
                ),
            ),
        ),
    ),
    Item(
        "geschenkkiste",
        "Geschenkkiste, gift box with three jams",
        "Strawberry, plum and apricot in a crate of pine, bedded in wood wool. Tell us at checkout what to write on the card. The crate makes a good home for pencils.",
        2490,
        (
            P("gift-box", "", 0, "A pine crate with three jars"),
            P("gift-box", "", 1, "The jars in wood wool from near by"),
        ),
        ("Geschenke", "Marmelade"),
        stock=8,
    ),
)

OMA_LOTTE = Shop(
    key="oma-lotte",
    name="Oma Lotte",
    seal="L",
    owner="Lotte Petersen",
    words="Jam, bread and biscuits from a kitchen near Lüneburg, made the way they were made before.",
    about=(
        "I am Lotte, I am seventy-four, and I have four grandchildren who eat faster than I can bake. Since the market closed in winter, "
        "my granddaughter Jule runs this page and I run the oven.\n\n"
        "Everything is cooked in one copper pot and baked in one oven, so some days there is less. You pay by bank transfer, and when "
        "Jule sees it on the account, the parcel goes out."
    ),
    sent_from="Lüneburg",
    mode="direct",
    currency="EUR",
    country="DE",
    time_zone="Europe/Berlin",
    language="en",
    hue=80,
    chroma=150,
    bright=True,
    returns_days=14,
    pack_days=2,
    collections=("Marmelade", "Honig und Sirup", "Brot", "Gebäck", "Geschenke"),
    delivery=(
        Delivery("courier", "Parcel, Germany", "DE", 490, free_over_minor=3900, days_least=1, days_most=2),
        Delivery("courier", "Parcel, neighbours", "AT,NL,BE,LU,DK", 990, free_over_minor=7900, days_least=2, days_most=4),
        Delivery(
            "pickup",
            "Pick up at the market",
            "DE",
            place="Wochenmarkt am Rathaus, Lüneburg. Wednesday and Saturday, 8:00 to 13:00, the stall with the yellow awning.",
        ),
    ),
    items=ITEMS,
    bank=Bank("epc", "Lotte Petersen", "DE89370400440532013000", "COBADEFFXXX"),
)
