"""Provinces and cities of China: what an address says so that a delivery table can be read.

Provinces as (ISO 3166-2 code, name, name in Chinese). Cities per province: prefectures by the short name that people write,
then the county-level cities that often stand alone in an address. LATIN holds the spellings of English addresses.
"""

PROVINCES = (
    ("CN-BJ", "Beijing", "北京"), ("CN-TJ", "Tianjin", "天津"), ("CN-HE", "Hebei", "河北"), ("CN-SX", "Shanxi", "山西"),
    ("CN-NM", "Inner Mongolia", "内蒙古"), ("CN-LN", "Liaoning", "辽宁"), ("CN-JL", "Jilin", "吉林"),
    ("CN-HL", "Heilongjiang", "黑龙江"), ("CN-SH", "Shanghai", "上海"), ("CN-JS", "Jiangsu", "江苏"),
    ("CN-ZJ", "Zhejiang", "浙江"), ("CN-AH", "Anhui", "安徽"), ("CN-FJ", "Fujian", "福建"), ("CN-JX", "Jiangxi", "江西"),
    ("CN-SD", "Shandong", "山东"), ("CN-HA", "Henan", "河南"), ("CN-HB", "Hubei", "湖北"), ("CN-HN", "Hunan", "湖南"),
    ("CN-GD", "Guangdong", "广东"), ("CN-GX", "Guangxi", "广西"), ("CN-HI", "Hainan", "海南"), ("CN-CQ", "Chongqing", "重庆"),
    ("CN-SC", "Sichuan", "四川"), ("CN-GZ", "Guizhou", "贵州"), ("CN-YN", "Yunnan", "云南"), ("CN-XZ", "Tibet", "西藏"),
    ("CN-SN", "Shaanxi", "陕西"), ("CN-GS", "Gansu", "甘肃"), ("CN-QH", "Qinghai", "青海"), ("CN-NX", "Ningxia", "宁夏"),
    ("CN-XJ", "Xinjiang", "新疆"),
)  # fmt: skip

# Written in Chinese addresses like provinces, and countries of their own in ours.
BESIDE = (("HK", "香港"), ("MO", "澳门"), ("MO", "澳門"), ("TW", "台湾"), ("TW", "台灣"), ("TW", "臺灣"))

CITIES = {
    "CN-HE": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 三河 辛集 定州",
    "CN-SX": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "CN-NM": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善 满洲里",
    "CN-LN": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 海城 瓦房店",
    "CN-JL": "长春 四平 辽源 通化 白山 松原 白城 延边 延吉 公主岭",
    "CN-HL": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭",
    "CN-JS": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 常熟 张家港 太仓 江阴 宜兴 启东 海门 如皋 丹阳",
    "CN-ZJ": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 余姚 慈溪 诸暨 海宁 桐乡 瑞安 乐清 东阳 永康 温岭 临海 平湖",
    "CN-AH": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "CN-FJ": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江 石狮 福清 南安 武夷山",
    "CN-JX": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "CN-SD": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜 即墨 胶州 寿光",
    "CN-HA": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源 巩义",
    "CN-HB": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架",
    "CN-HN": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 浏阳",
    "CN-GD": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 普宁",
    "CN-GX": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "CN-HI": "海口 三亚 三沙 儋州 五指山 琼海 文昌 万宁 东方",
    "CN-SC": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 西昌",
    "CN-GZ": "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 凯里 都匀",
    "CN-YN": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 香格里拉 景洪",
    "CN-XZ": "拉萨 日喀则 昌都 林芝 山南 那曲 阿里",
    "CN-SN": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "CN-GS": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 敦煌",
    "CN-QH": "西宁 海东 海北 黄南 海南州 果洛 玉树 海西 格尔木",
    "CN-NX": "银川 石嘴山 吴忠 固原 中卫",
    "CN-XJ": "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子 库尔勒 伊宁",
}  # fmt: skip

# Two provinces share Fuzhou, Suzhou, Taizhou and Yichun in Latin letters: the far larger one is meant, or the province says.
LATIN = {
    "CN-HE": "shijiazhuang tangshan qinhuangdao baoding langfang handan",
    "CN-SX": "taiyuan datong",
    "CN-NM": "hohhot baotou ordos neimenggu",
    "CN-LN": "shenyang dalian anshan",
    "CN-JL": "changchun yanbian",
    "CN-HL": "harbin daqing qiqihar",
    "CN-JS": "nanjing wuxi xuzhou changzhou suzhou nantong yangzhou zhenjiang kunshan lianyungang",
    "CN-ZJ": "hangzhou ningbo wenzhou jiaxing huzhou shaoxing jinhua taizhou yiwu lishui zhoushan",
    "CN-AH": "hefei wuhu huangshan",
    "CN-FJ": "fuzhou xiamen quanzhou zhangzhou putian jinjiang",
    "CN-JX": "nanchang jingdezhen jiujiang ganzhou",
    "CN-SD": "jinan qingdao yantai weifang weihai zibo linyi",
    "CN-HA": "zhengzhou luoyang kaifeng",
    "CN-HB": "wuhan yichang xiangyang",
    "CN-HN": "changsha zhuzhou xiangtan",
    "CN-GD": "guangzhou shenzhen zhuhai foshan dongguan zhongshan huizhou shantou jiangmen",
    "CN-GX": "nanning guilin liuzhou beihai",
    "CN-HI": "haikou sanya",
    "CN-SC": "chengdu mianyang leshan",
    "CN-GZ": "guiyang zunyi",
    "CN-YN": "kunming dali lijiang",
    "CN-XZ": "lhasa xizang",
    "CN-SN": "xian xi'an xianyang",
    "CN-GS": "lanzhou dunhuang",
    "CN-QH": "xining",
    "CN-NX": "yinchuan",
    "CN-XJ": "urumqi kashgar",
}

# Names that are also words of everyday Chinese: a city only with 市 or the like behind them.
EVERYDAY = (
    "东方 中山 朝阳 兴安 海城 文山 红河 大同 阿里 天门 海门 永康 安康 海东 海西 海北 黄南 三明 长治 文昌 万宁 中卫 平湖 临海 日照 "
    "白银 金昌 黄山 凉山 白山 巴中 广安 保山"
)
