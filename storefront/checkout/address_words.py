"""Words by which a pasted address is taken apart: surnames, labels, endings of streets and houses, names of countries."""

# The surnames of more than 99 % of people in China, single and double.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申"
    "欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古"
    "吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
    "官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相"
    "初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束"
    "檀衣信展阴昝智幸奉植衡富尧闭由"
    "陳張劉楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾鐘譚陸賈韋鄒龍萬錢嚴湯顧賴羅範閻齊倪莊聶關焦畢單駱藍鮑華龐顏盧龔邱歐"
)
DOUBLE_SURNAMES = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫",
    "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官",
    "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "轩辕", "令狐", "段干", "百里", "呼延", "东郭",
    "南门", "羊舌", "微生", "西门", "第五", "张简", "范姜",
)  # fmt: skip
TITLES = ("先生", "女士", "小姐", "太太", "老师", "同学", "阿姨", "叔叔", "师傅", "大哥", "大姐", "经理", "老板", "医生", "律师")
# Words that end a place; no person is called so.
PLACE_ENDINGS = (
    "省", "市", "区", "县", "镇", "乡", "村", "州", "盟", "旗", "路", "街", "道", "巷", "弄", "号", "楼", "室", "栋", "幢", "座", "层", "户",
    "苑", "园", "城", "湾", "里", "庄", "寨", "屯", "店", "厦", "府", "院", "单元", "超市", "广场", "公寓", "中心", "宾馆", "学校", "公司",
    "大学", "中学", "小学", "银行", "驿站", "门口", "前台", "菜鸟", "便利", "门卫", "保安", "物业", "工厂", "市场", "大厅", "车间", "宿舍",
    "食堂", "大门", "北门", "南门", "东门", "西门", "丰巢", "快递柜", "自提", "附近", "旁边", "对面", "楼下", "代收", "公馆", "大厦",
    "區", "縣", "鎮", "鄉", "號", "樓", "棟", "層", "園", "灣", "莊", "廈", "街坊", "大廈", "廣場", "中學", "大學", "邨",
)  # fmt: skip

COUNTRIES = {
    "china": "CN", "p.r. china": "CN", "pr china": "CN", "中国": "CN", "hong kong": "HK", "taiwan": "TW",
    "united kingdom": "GB", "uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "united states": "US", "united states of america": "US", "usa": "US", "u.s.a.": "US", "us": "US",
    "germany": "DE", "deutschland": "DE", "france": "FR", "brazil": "BR", "brasil": "BR", "india": "IN", "bharat": "IN",
    "thailand": "TH", "ประเทศไทย": "TH", "austria": "AT", "österreich": "AT", "switzerland": "CH", "schweiz": "CH", "suisse": "CH",
    "italy": "IT", "italia": "IT", "spain": "ES", "españa": "ES", "portugal": "PT", "netherlands": "NL", "nederland": "NL",
    "the netherlands": "NL", "belgium": "BE", "belgique": "BE", "belgië": "BE", "ireland": "IE", "poland": "PL", "polska": "PL",
    "sweden": "SE", "sverige": "SE", "norway": "NO", "norge": "NO", "denmark": "DK", "danmark": "DK", "finland": "FI", "suomi": "FI",
    "canada": "CA", "mexico": "MX", "méxico": "MX", "argentina": "AR", "colombia": "CO", "chile": "CL", "australia": "AU",
    "new zealand": "NZ", "singapore": "SG", "malaysia": "MY", "indonesia": "ID", "vietnam": "VN", "viet nam": "VN", "việt nam": "VN",
    "philippines": "PH", "japan": "JP", "south korea": "KR", "korea": "KR", "日本": "JP", "대한민국": "KR", "한국": "KR",
    "russia": "RU", "россия": "RU", "российская федерация": "RU", "ukraine": "UA", "україна": "UA", "украина": "UA", "belarus": "BY",
    "беларусь": "BY", "kazakhstan": "KZ", "казахстан": "KZ", "bulgaria": "BG", "българия": "BG", "serbia": "RS", "србија": "RS",
    "greece": "GR", "ελλάδα": "GR", "cyprus": "CY", "κύπρος": "CY", "egypt": "EG", "مصر": "EG", "saudi arabia": "SA", "السعودية": "SA",
    "united arab emirates": "AE", "uae": "AE", "الإمارات": "AE", "israel": "IL", "ישראל": "IL", "भारत": "IN", "turkey": "TR", "türkiye": "TR",
}  # fmt: skip

NAME_LABELS = (
    "full name|recipient|name|contact person|contact|ship to|deliver to|attn|nome completo|nome|destinatário|nom et prénom|nom complet|nom|"
    "destinataire|empfänger|vor- und nachname|nombre|destinatario|ชื่อ-นามสกุล|ชื่อผู้รับ|ผู้รับ|ชื่อ|"
    "фио|имя|получатель|кому|ім['’ʼ]я|піб|отримувач|ονοματεπώνυμο|όνομα|παραλήπτης|اسم المستلم|المستلم|الاسم|שם מלא|שם|נמען|"
    "पूरा नाम|नाम|họ và tên|họ tên|tên|người nhận|받는 ?사람|받는 ?분|수령인|성함|성명|이름|お名前|名前|氏名|受取人|宛名"
)
PHONE_LABELS = (
    "phone number|mobile number|contact number|contact no|telephone|phone no|phone|mobile no|mobile|mob|cell phone|cell|whatsapp|tel|ph|"
    "telefonnummer|telefon|handynummer|handy|mobil|téléphone|télephone|tél|portable|telefone|celular|fone|teléfono|móvil|เบอร์โทรศัพท์|"
    "เบอร์โทร|เบอร์|โทรศัพท์|โทร|[mtp](?= ?:)|"
    "номер телефона|телефон|моб|тел|τηλέφωνο|κινητό|τηλ|رقم الهاتف|رقم الجوال|الهاتف|هاتف|الجوال|جوال|טלפון|נייד|"
    "मोबाइल नंबर|मोबाइल|फ़ोन|फ़ोन|फोन|số điện thoại|điện thoại|sđt|전화번호|전화|연락처|휴대폰|핸드폰|電話番号|携帯番号|携帯電話|携帯"
)
ADDRESS_LABELS = (
    "delivery address|shipping address|street address|address|addr|lieferadresse|anschrift|adresse de livraison|adresse|"
    "endereço de entrega|endereço|dirección|direccion|ที่อยู่จัดส่ง|ที่อยู่|"
    "адрес доставки|адрес|адреса доставки|адреса|куда|διεύθυνση|عنوان التوصيل|العنوان|عنوان|כתובת|पता|địa chỉ|배송지|주소|ご住所|住所|お届け先"
)
CHINESE_NAME_LABELS = "收货人姓名|收件人姓名|收货人|收件人|收方|客户姓名|真实姓名|联系人|姓名|名字|收貨人|收件者"
CHINESE_PHONE_LABELS = "收货人手机号|收件人电话|收货电话|联系电话|联系方式|联系手机|手机号码|手机号|电话号码|电话|手机|号码|電話|手機|tel|phone|mobile"
CHINESE_ADDRESS_LABELS = "收货地址|收件地址|收件人地址|详细地址|街道地址|邮寄地址|寄送地址|家庭地址|公司地址|所在地区|所在区域|地区|省市区|地址|地點|address"
CHINESE_POSTCODE_LABELS = "邮政编码|邮编|郵編|zip"

# A line with one of these is a street or a place, not a person.
STREET_WORDS = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|close|crescent|terrace|place|pl|square|sq|boulevard|blvd|highway|hwy|way|"
    "park|gardens|house|flat|apt|apartment|suite|ste|unit|floor|block|tower|building|bldg|p\\.?o\\.? box|po box|plot|nagar|sector|"
    "colony|marg|society|near|opp|opposite|behind|district|dist|taluk|village|"
    "straße|strasse|str|weg|platz|allee|gasse|ring|ufer|damm|hof|postfach|"
    "rue|avenue|allée|allee|chemin|impasse|quai|cours|bâtiment|bat|résidence|appt|étage|"
    "rua|avenida|av|travessa|alameda|praça|rodovia|bairro|apto|bloco|casa|lote|quadra|"
    "calle|carrera|plaza|paseo|"
    "ถนน|ถ\\.|ซอย|ซ\\.|แขวง|เขต|ตำบล|ต\\.|อำเภอ|อ\\.|จังหวัด|จ\\.|หมู่|ม\\.|กรุงเทพ|หมู่บ้าน|คอนโด|อาคาร|ชั้น|"
    "улица|ул|вулиця|вул|проспект|просп|пр-т|переулок|пер|набережная|наб|площадь|шоссе|бульвар|б-р|"
    "οδός|λεωφόρος|λεωφ|πλατεία|شارع|طريق|عمارة|שדרות|רחוב|रोड|मार्ग|गली|नगर|सड़क|quận|phường|thành phố|tp|huyện|tỉnh"
)
