"""What time zones are called besides their IANA names: in Japanese, by abbreviation, by other cities."""

from collections.abc import Mapping

POPULAR = (
    "Asia/Tokyo",
    "UTC",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""The zones to offer before anything is typed, and first where several are called the same."""

_WRITTEN = """
Asia/Tokyo: 東京 とうきょう 日本 にほん にっぽん 日本時間 日本標準時 JST 大阪 おおさか 京都 名古屋 札幌 福岡 仙台 横浜
Asia/Tokyo: 神戸 広島 沖縄 Osaka Kyoto Nagoya Sapporo
UTC: GMT Zulu 世界標準時 協定世界時 グリニッジ標準時
Asia/Seoul: ソウル 韓国 かんこく KST 釜山 Busan Korea
Asia/Pyongyang: 平壌 北朝鮮
Asia/Shanghai: 上海 しゃんはい シャンハイ 中国 ちゅうごく 北京 ぺきん ペキン 深圳 広州 Beijing Shenzhen Guangzhou
Asia/Shanghai: 中国標準時
Asia/Taipei: 台北 たいぺい タイペイ 台湾 たいわん
Asia/Hong_Kong: 香港 ほんこん ホンコン HKT
Asia/Macau: マカオ
Asia/Singapore: シンガポール SGT
Asia/Kuala_Lumpur: クアラルンプール マレーシア MYT Malaysia
Asia/Manila: マニラ フィリピン PHT
Asia/Bangkok: バンコク タイ ICT
Asia/Ho_Chi_Minh: ホーチミン ベトナム ハノイ Hanoi Saigon ICT
Asia/Jakarta: ジャカルタ インドネシア WIB
Asia/Yangon: ヤンゴン ミャンマー
Asia/Phnom_Penh: プノンペン カンボジア
Asia/Kolkata: コルカタ インド デリー ニューデリー ムンバイ バンガロール チェンナイ Delhi Mumbai Bangalore Bengaluru
Asia/Kolkata: Chennai Calcutta IST
Asia/Kathmandu: カトマンズ ネパール NPT Katmandu
Asia/Dhaka: ダッカ バングラデシュ
Asia/Colombo: コロンボ スリランカ
Asia/Karachi: カラチ パキスタン PKT
Asia/Kabul: カブール アフガニスタン
Asia/Tehran: テヘラン イラン
Asia/Dubai: ドバイ アラブ首長国連邦 アブダビ GST
Asia/Riyadh: リヤド サウジアラビア
Asia/Qatar: カタール ドーハ Doha
Asia/Jerusalem: エルサレム イスラエル テルアビブ IST
Asia/Beirut: ベイルート レバノン
Asia/Almaty: アルマトイ カザフスタン
Asia/Tashkent: タシケント ウズベキスタン
Asia/Ulaanbaatar: ウランバートル モンゴル
Asia/Vladivostok: ウラジオストク
Europe/Istanbul: イスタンブール トルコ TRT
Europe/Moscow: モスクワ ロシア MSK
Europe/Kyiv: キーウ キエフ ウクライナ Kiev
Europe/London: ロンドン イギリス 英国 GMT BST UK England Edinburgh マンチェスター
Europe/Dublin: ダブリン アイルランド IST
Europe/Lisbon: リスボン ポルトガル WET WEST
Europe/Madrid: マドリード スペイン バルセロナ Barcelona CET
Europe/Paris: パリ フランス CET CEST リヨン
Europe/Berlin: ベルリン ドイツ フランクフルト ミュンヘン ハンブルク Frankfurt Munich Hamburg CET CEST 中央ヨーロッパ時間
Europe/Amsterdam: アムステルダム オランダ Holland CET
Europe/Brussels: ブリュッセル ベルギー CET
Europe/Zurich: チューリッヒ スイス ジュネーブ Geneva CET
Europe/Vienna: ウィーン オーストリア CET
Europe/Rome: ローマ イタリア ミラノ Milan CET
Europe/Athens: アテネ ギリシャ EET EEST
Europe/Stockholm: ストックホルム スウェーデン CET
Europe/Oslo: オスロ ノルウェー
Europe/Copenhagen: コペンハーゲン デンマーク
Europe/Helsinki: ヘルシンキ フィンランド EET
Europe/Warsaw: ワルシャワ ポーランド CET
Europe/Prague: プラハ チェコ
Europe/Budapest: ブダペスト ハンガリー
Europe/Bucharest: ブカレスト ルーマニア
Atlantic/Reykjavik: レイキャビク アイスランド
Africa/Cairo: カイロ エジプト
Africa/Johannesburg: ヨハネスブルグ 南アフリカ ケープタウン SAST
Africa/Nairobi: ナイロビ ケニア EAT
Africa/Lagos: ラゴス ナイジェリア WAT
Africa/Casablanca: カサブランカ モロッコ
America/New_York: ニューヨーク アメリカ東部 東部時間 アメリカ 米国 ワシントン ボストン マイアミ アトランタ Boston
America/New_York: Washington Miami Atlanta EST EDT ET
America/New_York: US_Eastern NYC USA
America/Chicago: シカゴ アメリカ中部 ダラス ヒューストン Dallas Houston Austin CST CDT CT US_Central
America/Denver: デンバー アメリカ山岳部 MST MDT MT US_Mountain
America/Phoenix: フェニックス アリゾナ MST Arizona
America/Los_Angeles: ロサンゼルス ロス アメリカ西部 西海岸 太平洋時間 サンフランシスコ シアトル シリコンバレー
America/Los_Angeles: ラスベガス San_Francisco Seattle Las_Vegas PST PDT PT
America/Los_Angeles: LA US_Pacific
America/Anchorage: アンカレッジ アラスカ AKST AKDT Alaska
Pacific/Honolulu: ホノルル ハワイ HST Hawaii
America/Toronto: トロント カナダ オタワ モントリオール Montreal Ottawa EST EDT
America/Vancouver: バンクーバー PST PDT
America/Halifax: ハリファックス AST ADT
America/St_Johns: セントジョンズ ニューファンドランド NST NDT Newfoundland
America/Mexico_City: メキシコシティ メキシコ CST
America/Bogota: ボゴタ コロンビア
America/Lima: リマ ペルー
America/Santiago: サンティアゴ チリ
America/Argentina/Buenos_Aires: ブエノスアイレス アルゼンチン ART
America/Sao_Paulo: サンパウロ ブラジル リオデジャネイロ Rio BRT
Australia/Sydney: シドニー オーストラリア キャンベラ Canberra AEST AEDT
Australia/Melbourne: メルボルン AEST AEDT
Australia/Brisbane: ブリスベン AEST
Australia/Adelaide: アデレード ACST ACDT
Australia/Darwin: ダーウィン ACST
Australia/Perth: パース AWST
Pacific/Auckland: オークランド ニュージーランド ウェリントン Wellington NZST NZDT
Pacific/Guam: グアム ChST
Pacific/Fiji: フィジー
Pacific/Apia: アピア サモア
"""


def _read(written: str) -> dict[str, tuple[str, ...]]:
    """By zone; a zone with many names has several lines."""
    aliases: dict[str, tuple[str, ...]] = {}
    for line in written.strip().split("\n"):
        name, _, said = line.partition(": ")
        aliases[name] = (*aliases.get(name, ()), *said.split())
    return aliases


ALIASES: Mapping[str, tuple[str, ...]] = _read(_WRITTEN)
"""By IANA name; `_` where a name has several words."""
