"""小竹文具: paper, brushes and ink, in Chinese throughout."""

from __future__ import annotations

from .goods_types import Delivery, Item, Option, Picture, Shop, Value

P, V = Picture, Value

ITEMS = (
    Item(
        "xianzhuang",
        "线装本，竹纸内页，80 页",
        "封面用手工染的土布，四眼线装，一针一线都是自己缝的。内页是四川夹江的竹纸，吃墨不洇，钢笔、毛笔都好写。",
        6800,
        (
            P("sewn-notebook", "indigo", 2, "黛蓝、朱红、竹青三本线装本"),
            P("sewn-notebook", "indigo", 0, "黛蓝线装本"),
            P("sewn-notebook", "indigo", 1, "线装细节"),
        ),
        ("本册",),
        stock=16,
        options=(
            Option(
                "颜色",
                (
                    V("黛蓝", 0, P("sewn-notebook", "indigo", 0, "黛蓝")),
                    V("朱红", 0, P("sewn-notebook", "vermilion", 0, "朱红")),
                    V("竹青", 0, P("sewn-notebook", "bamboo", 0, "竹青")),
                ),
            ),
            Option("内页", (V("空白"), V("竖格", 600))),
        ),
        left={("朱红", "竖格"): 0, ("竹青", "空白"): 4},
        favourite=True,
    ),
    Item(
        "jiaodai",
        "和纸胶带，15 毫米 × 7 米",
        "纹样都是小竹自己画的：远山、青海波、柿子、竹叶和梅花。和纸薄而韧，撕得齐，贴错了揭下来也不留痕。",
        1500,
        (
            P("washi-tape", "five", 0, "五卷和纸胶带"),
            P("washi-tape", "five", 1, "梅花与柿子纹样"),
        ),
        ("贴纸胶带",),
        stock=40,
        options=(
            Option(
                "纹样",
                (
                    V("五卷一套", 4800, P("washi-tape", "five", 0, "五卷一套")),
                    V("远山", 0, P("washi-tape", "hills", 0, "远山")),
                    V("青海波", 0, P("washi-tape", "waves", 0, "青海波")),
                    V("梅花", 0, P("washi-tape", "plum", 0, "梅花")),
                ),
            ),
        ),
    ),
    Item(
        "maobi",
        "毛笔，中锋，出锋 4.5 厘米",
        "羊毫柔软，写大字、画竹都合适；狼毫有弹性，适合小楷。笔杆是三年生的湘竹，握久了会慢慢变色。",
        8800,
        (
            P("writing-brush", "goat", 0, "两支毛笔与一幅墨竹"),
            P("writing-brush", "goat", 1, "笔锋细节"),
            P("writing-brush", "goat", 2, "蘸了墨的羊毫"),
        ),
        ("笔墨",),
        stock=13,
        options=(
            Option(
                "笔毫",
                (V("羊毫", 0, P("writing-brush", "goat", 0, "羊毫")), V("狼毫", 2000, P("writing-brush", "weasel", 0, "狼毫"))),
            ),
        ),
    ),
    Item(
        "moding",
        "油烟墨锭，配小歙砚",
        "桐油烟与鹿胶，捶打千次后入模，阴干一年。研一刻钟，墨色发紫，有淡淡的冰片香。砚台是歙县老坑石，掌心大小。",
        16800,
        (
            P("ink-stick", "", 0, "砚台与描金墨锭"),
            P("ink-stick", "", 1, "墨锭上的描金字"),
        ),
        ("笔墨",),
        was_minor=19800,
        stock=5,
    ),
    Item(
        "caimo",
        "彩墨，30 毫升",
        "用矿物和植物颜料调成，颜色沉静，干了不反光。钢笔要常写，蘸水笔随意。四色可以互相调。",
        3900,
        (
            P("colour-ink", "indigo", 0, "一瓶青黛彩墨"),
            P("colour-ink", "indigo", 1, "松烟、青黛、朱砂、藤黄四色"),
        ),
        ("笔墨",),
        stock=24,
        options=(
            Option(
                "颜色",
                (
                    V("青黛", 0, P("colour-ink", "indigo", 0, "青黛")),
                    V("松烟", 0, P("colour-ink", "pine", 0, "松烟")),
                    V("朱砂", 600, P("colour-ink", "cinnabar", 0, "朱砂")),
                    V("藤黄", 0, P("colour-ink", "gamboge", 0, "藤黄")),
                ),
            ),
        ),
        left={("藤黄",): 2},
    ),
    Item(
        "mingxinpian",
        "山水明信片，六张一套",
        "春夏秋冬，加上夜与晨，六幅画，六种天气。300 克棉浆纸，反面可写字，邮票位已经留好。",
        2800,
        (
            P("postcards", "", 0, "六张山水明信片"),
            P("postcards", "", 2, "秋与月"),
            P("postcards", "", 1, "夏"),
        ),
        ("纸品",),
        stock=52,
    ),
    Item(
        "xinjian",
        "竖格信笺与信封，各十二张",
        "朱丝栏，每页八行，写得满也写得空。信封口可以用火漆，火漆印章另送一粒蜡。",
        3600,
        (
            P("letter-paper", "", 0, "信笺与封了火漆的信封"),
            P("letter-paper", "", 1, "火漆细节"),
        ),
        ("纸品",),
        stock=20,
    ),
    Item(
        "zheshan",
        "折扇，九寸，手绘",
        "扇面是矾宣，竹骨打磨到能照见影子。每把都是现画的，所以山的样子不会一样，开合两百次后最顺手。",
        12800,
        (
            P("folding-fan", "hills", 0, "远山折扇"),
            P("folding-fan", "hills", 1, "扇面细节"),
        ),
        ("雅玩",),
        stock=4,
        options=(
            Option(
                "画面", (V("远山", 0, P("folding-fan", "hills", 0, "远山")), V("红梅", 0, P("folding-fan", "plum", 0, "红梅")))
            ),
        ),
        left={("红梅",): 1},
    ),
    Item(
        "denglong",
        "手工纸灯笼，直径 30 厘米",
        "竹篾二十四圈，皮纸糊两层，光从里面透出来是暖的。配 LED 灯芯，也能挂在阳台上过冬。折起来只有两指厚。",
        9800,
        (
            P("paper-lantern", "warm", 0, "写着福字的暖白灯笼"),
            P("paper-lantern", "warm", 1, "平安一对"),
        ),
        ("雅玩",),
        stock=11,
        options=(
            Option(
                "颜色",
                (V("暖白", 0, P("paper-lantern", "warm", 0, "暖白")), V("绯红", 0, P("paper-lantern", "crimson", 0, "绯红"))),
            ),
        ),
    ),
    Item(
        "shuqian",
        "黄铜书签，配真丝流苏",
        "0.3 毫米黄铜蚀刻，薄得不伤书页。用久了会氧化，擦一擦又亮，不擦也好看。",
        4500,
        (
            P("bookmarks", "ginkgo", 0, "书页上的银杏与竹叶书签"),
            P("bookmarks", "ginkgo", 1, "银杏书签"),
        ),
        ("雅玩", "纸品"),
        stock=28,
        options=(
            Option(
                "款式", (V("银杏", 0, P("bookmarks", "ginkgo", 0, "银杏")), V("竹叶", 0, P("bookmarks", "bamboo", 0, "竹叶")))
            ),
        ),
    ),
    Item(
        "yinzhang",
        "姓名印章，寿山石，2 厘米方",
        "下单后告诉我两个到四个字，小竹先写印稿给你看，点头了才动刀。白文朱文都可以，七天内刻好。",
        22800,
        (
            P("seal-stone", "amber", 0, "一方石印与印花"),
            P("seal-stone", "amber", 1, "石色细节"),
        ),
        ("印章",),
        options=(
            Option(
                "石色",
                (
                    V("田黄色", 0, P("seal-stone", "amber", 0, "田黄色")),
                    V("青田色", 0, P("seal-stone", "jade", 0, "青田色")),
                    V("鸡血色", 8000, P("seal-stone", "blood", 0, "鸡血色")),
                ),
            ),
        ),
    ),
    Item(
        "yinni",
        "朱砂印泥，青花瓷盒",
        "朱砂、艾绒、蓖麻油，三样东西揉了四十九天。盖出来的红厚而不浮，十年不褪。用前拿骨签翻一翻。",
        15800,
        (
            P("seal-paste", "", 0, "打开的青花印泥盒"),
            P("seal-paste", "", 1, "印泥细节"),
        ),
        ("印章",),
        stock=7,
    ),
    Item(
        "bitong",
        "竹刻笔筒，“静远”二字",
        "整段毛竹，自然风干两年，不上漆，只打蜡。字是阴刻，填石绿。放得下二十支笔，也放得下一把尺子。",
        11800,
        (
            P("brush-pot", "bamboo", 0, "插着毛笔的竹笔筒"),
            P("brush-pot", "bamboo", 1, "刻字细节"),
        ),
        ("笔墨", "雅玩"),
        stock=6,
        options=(
            Option(
                "材质", (V("毛竹", 0, P("brush-pot", "bamboo", 0, "毛竹")), V("乌木", 8000, P("brush-pot", "ebony", 0, "乌木")))
            ),
        ),
        left={("乌木",): 0},
    ),
)

XIAOZHU = Shop(
    key="xiaozhu",
    name="小竹文具",
    seal="竹",
    owner="朱小竹",
    words="纸、笔、墨，和一点闲情。在杭州龙井路的小院里，一件一件做。",
    about=(
        "小竹原来在出版社画插图，画了八年，想做点能握在手里的东西。现在和两位老师傅一起，缝本子、制笔、刻印。\n\n"
        "每件东西都在院子里看过、摸过才寄出去。收到有不满意的，七天内寄回来就是，不用说理由。"
    ),
    sent_from="浙江杭州",
    mode="protected",
    currency="CNY",
    country="CN",
    time_zone="Asia/Shanghai",
    language="zh-CN",
    hue=255,
    chroma=130,
    bright=False,
    returns_days=7,
    pack_days=2,
    collections=("本册", "纸品", "贴纸胶带", "笔墨", "印章", "雅玩"),
    delivery=(
        Delivery("courier", "快递", "CN", 1000, free_over_minor=8800, days_least=2, days_most=4),
        Delivery("courier", "快递（偏远地区）", "CN-XZ,CN-XJ,CN-NM,CN-QH", 2200, days_least=4, days_most=7),
        Delivery("pickup", "到店自取", "CN", place="杭州市西湖区龙井路 88 号小竹文具，每天 10:00–18:00，周一休息。"),
    ),
    items=ITEMS,
)
