"""Mei's Kiln: stoneware from Jingdezhen, paid into safe keeping."""

from __future__ import annotations

from .goods_types import Delivery, Item, Option, Picture, Shop, Value

P, V = Picture, Value

ITEMS = (
    Item(
        "sunday-mug",
        "Sunday mug, in three glazes",
        "Thrown by hand, so yours will differ a little from the picture. It holds a full flat white with room to spare. The foot is left bare so you can feel the clay.",
        12800,
        (
            P("mug", "celadon", 2, "Two mugs, celadon and blush, side by side"),
            P("mug", "celadon", 0, "A celadon mug with a bare clay foot"),
            P("mug", "celadon", 1, "The glaze line and the iron speckles from near by"),
            P("mug", "celadon", 3, "The mug full of coffee"),
        ),
        ("Mugs",),
        was_minor=14800,
        stock=7,
        options=(
            Option(
                "Glaze",
                (
                    V("Celadon", 0, P("mug", "celadon", 0, "Celadon")),
                    V("Ink blue", 0, P("mug", "ink", 0, "Ink blue")),
                    V("Blush", 0, P("mug", "blush", 0, "Blush")),
                ),
            ),
            Option("Size", (V("320 ml"), V("420 ml", 2000))),
        ),
        left={("Blush", "420 ml"): 0, ("Ink blue", "320 ml"): 3},
        favourite=True,
    ),
    Item(
        "moon-jar",
        "Moon jar, 28 cm",
        "Two bowls joined at the belly, as they have been made here for six hundred years. You can find the seam with your thumb. It wants one branch, or nothing at all.",
        68000,
        (
            P("moon-jar", "matte", 0, "A white moon jar with a branch of plum"),
            P("moon-jar", "matte", 1, "The seam and the speckles from near by"),
            P("moon-jar", "matte", 2, "The jar with eucalyptus"),
        ),
        ("Vases", "Last pieces"),
        stock=2,
        options=(
            Option(
                "Glaze",
                (
                    V("Matte white", 0, P("moon-jar", "matte", 0, "Matte white")),
                    V("Celadon", 8000, P("moon-jar", "celadon", 0, "Celadon")),
                ),
            ),
        ),
        left={("Celadon",): 1},
    ),
    Item(
        "noodle-bowl",
        "Noodle bowl",
        "Wide enough for a proper portion and deep enough for the broth. The iron glaze turns from brown to black where it ran thick. Two finger lines under the rim keep it from slipping.",
        16800,
        (
            P("noodle-bowl", "tenmoku", 0, "A brown bowl on a narrow foot"),
            P("noodle-bowl", "tenmoku", 2, "The bowl with noodles, half an egg and greens"),
            P("noodle-bowl", "tenmoku", 1, "The window mirrored in the glaze"),
        ),
        ("Bowls", "Table"),
        was_minor=19800,
        stock=14,
        options=(
            Option(
                "Glaze",
                (
                    V("Tenmoku brown", 0, P("noodle-bowl", "tenmoku", 0, "Tenmoku brown")),
                    V("Celadon", 0, P("noodle-bowl", "celadon", 0, "Celadon")),
                ),
            ),
        ),
    ),
    Item(
        "teapot",
        "Teapot for two, 450 ml",
        "It pours without a drip: we file the lip of every spout by hand. The crackle in the glaze darkens with the tea over the years. The strainer is part of the wall.",
        35950,
        (
            P("teapot", "celadon", 0, "A round celadon teapot"),
            P("teapot", "celadon", 2, "The teapot with two cups of tea"),
            P("teapot", "celadon", 1, "Spout and lid from near by"),
        ),
        ("Tea",),
        stock=6,
        options=(
            Option(
                "Glaze",
                (
                    V("Celadon", 0, P("teapot", "celadon", 0, "Celadon")),
                    V("Tenmoku brown", 0, P("teapot", "tenmoku", 0, "Tenmoku brown")),
                ),
            ),
        ),
    ),
    Item(
        "tea-cups",
        "Tea cups, a pair",
        "Two cups from the same board, in glazes that like each other. They hold 120 ml and stay cool at the foot, where you take hold of them.",
        14900,
        (
            P("tea-cups", "honey-ink", 0, "A honey cup and an ink blue cup"),
            P("tea-cups", "honey-ink", 2, "Both cups with green tea"),
            P("tea-cups", "honey-ink", 1, "The ink blue cup from near by"),
        ),
        ("Tea",),
        stock=11,
        options=(
            Option(
                "Pair",
                (
                    V("Honey and ink", 0, P("tea-cups", "honey-ink", 0, "Honey and ink")),
                    V("Blush and celadon", 0, P("tea-cups", "blush-celadon", 0, "Blush and celadon")),
                ),
            ),
        ),
    ),
    Item(
        "bud-vases",
        "Bud vases, a tall and a small one",
        "For one stem each. The necks are narrow, so even a heavy blossom stands up straight. Fill them to the shoulder and change the water every third day.",
        21900,
        (
            P("bud-vases", "rust", 0, "A tall rust vase and a small white one with plum blossom"),
            P("bud-vases", "rust", 2, "Both vases in use"),
            P("bud-vases", "rust", 1, "The small vase from near by"),
        ),
        ("Vases",),
        stock=5,
        options=(
            Option(
                "Pair",
                (
                    V("Rust and white", 0, P("bud-vases", "rust", 0, "Rust and white")),
                    V("Ink and honey", 0, P("bud-vases", "ink", 0, "Ink and honey")),
                ),
            ),
        ),
    ),
    Item(
        "tea-bowl",
        "Tea bowl, single firing",
        "Fired once, to 1,300 degrees, with ash and iron. The threads below the rim are called hare's fur and never come out the same twice. Made for whisked tea.",
        23800,
        (
            P("tea-bowl", "tenmoku", 0, "A dark tea bowl on a dark ground"),
            P("tea-bowl", "tenmoku", 1, "Hare's fur running down from the rim"),
            P("tea-bowl", "tenmoku", 2, "The bowl with whisked green tea"),
        ),
        ("Tea", "Bowls", "Last pieces"),
        stock=1,
        options=(
            Option(
                "Glaze",
                (
                    V("Tenmoku", 0, P("tea-bowl", "tenmoku", 0, "Tenmoku")),
                    V("White crackle", 0, P("tea-bowl", "white", 0, "White crackle")),
                ),
            ),
        ),
        left={("White crackle",): 3},
    ),
    Item(
        "rice-bowls",
        "Rice bowls, set of three",
        "Three ways to hold a brush: lines, leaves and a broad band. Painted before the last firing, so the colour stays. They stack inside one another.",
        18600,
        (
            P("rice-bowls", "ink", 0, "Three white bowls with blue brushwork"),
            P("rice-bowls", "ink", 1, "The painted lines from near by"),
        ),
        ("Bowls", "Table"),
        stock=9,
        options=(
            Option(
                "Brush",
                (V("Blue", 0, P("rice-bowls", "ink", 0, "Blue")), V("Moss green", 0, P("rice-bowls", "moss", 0, "Moss green"))),
            ),
        ),
    ),
    Item(
        "plates",
        "Dinner plates, set of four, 26 cm",
        "Flat in the middle, with a rim high enough for sauce. The throwing lines catch the light and hide the marks of knives. They fit a dishwasher for twelve.",
        32000,
        (
            P("plates", "celadon", 0, "Four celadon plates in a stack"),
            P("plates", "celadon", 1, "One plate with a sprig of olive"),
        ),
        ("Table",),
        stock=8,
        options=(
            Option(
                "Glaze",
                (
                    V("Celadon", 0, P("plates", "celadon", 0, "Celadon")),
                    V("White", 0, P("plates", "white", 0, "White")),
                    V("Slate", 0, P("plates", "slate", 0, "Slate")),
                ),
            ),
        ),
        left={("Slate",): 0},
    ),
    Item(
        "planter",
        "Planter with saucer, 16 cm",
        "The wall breathes, so roots do not drown. There is a hole in the bottom and a saucer below it. The plant in the picture is a rubber fig and stays with us.",
        15600,
        (
            P("planter", "clay", 0, "A clay pot with a leafy plant"),
            P("planter", "clay", 1, "Pot and saucer from near by"),
        ),
        ("Vases",),
        stock=12,
        options=(
            Option(
                "Finish",
                (
                    V("Bare clay", 0, P("planter", "clay", 0, "Bare clay")),
                    V("Moss glaze", 2000, P("planter", "moss", 0, "Moss glaze")),
                    V("White glaze", 2000, P("planter", "white", 0, "White glaze")),
                ),
            ),
        ),
    ),
    Item(
        "gaiwan",
        "Gaiwan, 140 ml",
        "Cup, lid and saucer for brewing loose leaves. Tilt the lid a little and it holds them back while you pour. The orchid is painted by Mei's mother.",
        26800,
        (
            P("gaiwan", "white", 0, "A white gaiwan with a blue orchid"),
            P("gaiwan", "white", 1, "The lid beside the cup, tea in it"),
        ),
        ("Tea",),
        stock=4,
        options=(
            Option(
                "Glaze",
                (
                    V("White and blue", 0, P("gaiwan", "white", 0, "White and blue")),
                    V("Celadon", 0, P("gaiwan", "celadon", 0, "Celadon")),
                ),
            ),
        ),
    ),
    Item(
        "tea-caddy",
        "Tea caddy with wooden lid",
        "It keeps 100 g of tea dry and in the dark. The lid is turned from camphor wood and closes with a ring of cork.",
        19800,
        (
            P("tea-caddy", "moss", 0, "A green caddy with its wooden lid"),
            P("tea-caddy", "moss", 1, "The lid beside it, tea inside"),
        ),
        ("Tea",),
        stock=10,
        options=(
            Option(
                "Glaze",
                (
                    V("Moss", 0, P("tea-caddy", "moss", 0, "Moss")),
                    V("Celadon", 0, P("tea-caddy", "celadon", 0, "Celadon")),
                    V("Rust", 0, P("tea-caddy", "rust", 0, "Rust")),
                ),
            ),
        ),
    ),
    Item(
        "pitcher",
        "Pitcher, 1 litre",
        "For water, milk or the first peonies. The handle is pulled, not cast, and fits a whole hand.",
        17600,
        (
            P("pitcher", "white", 0, "A white pitcher with a clay foot"),
            P("pitcher", "white", 1, "The pitcher full of milk, a cup of coffee beside it"),
        ),
        ("Table", "Vases"),
        stock=6,
        options=(
            Option(
                "Glaze", (V("White", 0, P("pitcher", "white", 0, "White")), V("Ink blue", 0, P("pitcher", "ink", 0, "Ink blue")))
            ),
        ),
    ),
    Item(
        "incense-dish",
        "Incense dish with sand",
        "A shallow dish, a bag of fine white sand and ten sticks to begin with. Draw rings in the sand with a fork while the stick burns; it takes about half an hour.",
        13800,
        (
            P("incense-dish", "celadon", 0, "A dish of raked sand with a burning stick"),
            P("incense-dish", "celadon", 1, "The rings in the sand from near by"),
        ),
        ("Table",),
        stock=15,
        options=(
            Option(
                "Glaze",
                (
                    V("Celadon", 0, P("incense-dish", "celadon", 0, "Celadon")),
                    V("Slate", 0, P("incense-dish", "slate", 0, "Slate")),
                ),
            ),
        ),
    ),
    Item(
        "chopstick-rests",
        "Chopstick rests, five glazes",
        "Pressed from what is left on the wheel at the end of the week, one in each of our glazes. Sold out until the next firing on Sunday.",
        8800,
        (
            P("chopstick-rests", "mixed", 0, "Five small rests in five glazes"),
            P("chopstick-rests", "mixed", 1, "A pair of chopsticks on two of them"),
        ),
        ("Table",),
        stock=0,
    ),
)

MEIKILN = Shop(
    key="meikiln",
    name="Mei's Kiln",
    seal="梅",
    owner="Mei Lin",
    words="Small-batch stoneware, thrown by hand and fired every Sunday in Jingdezhen.",
    about=(
        "I learned to throw from my grandfather, who made rice bowls for forty years and never signed one. The kiln is behind the house, "
        "the clay comes from the hill across the river, and everything you see here has been through my hands.\n\n"
        "We fire on Sundays and pack on Mondays, in newspaper, with a note. If something breaks on the way, send me a picture and I send another one."
    ),
    sent_from="Jingdezhen, Jiangxi",
    mode="protected",
    currency="CNY",
    country="CN",
    time_zone="Asia/Shanghai",
    language="en",
    hue=172,
    chroma=75,
    bright=False,
    returns_days=7,
    pack_days=1,
    collections=("Mugs", "Bowls", "Tea", "Vases", "Table", "Last pieces"),
    delivery=(
        Delivery("courier", "Courier", "CN", 1200, free_over_minor=9900, days_least=2, days_most=4),
        Delivery("courier", "Courier, far west", "CN-XZ,CN-XJ,CN-QH", 2800, days_least=4, days_most=8),
        Delivery(
            "pickup", "Pick up at the kiln", "CN", place="12 Sanbao Road, Jingdezhen. Any day from 10:00 to 17:00, ring the bell."
        ),
    ),
    items=ITEMS,
)
