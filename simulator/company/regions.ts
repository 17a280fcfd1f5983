/** A name as it is written at home and as an account name spells it in ASCII. */
export type Name = readonly [native: string, ascii: string];

export interface Region {
  script: string;
  language: string;
  familyFirst?: boolean;
  given: readonly Name[];
  surnames: readonly Name[];
  place: { city: string; state: string; postalCode: string; country: string; street: string; office: string };
  phone: string;
}

/** Where the invented people of a generated company live, one row per writing system. */
export const REGIONS: readonly Region[] = [
  {
    script: 'Latin',
    language: 'de-DE',
    given: [
      ['Jürgen', 'juergen'],
      ['Änne', 'aenne'],
      ['Zoë', 'zoe'],
      ['Søren', 'soren'],
      ['Łucja', 'lucja'],
    ],
    surnames: [
      ['Müller-Lüdenscheidt', 'mueller-luedenscheidt'],
      ['Groß', 'gross'],
      ['Þórsdóttir', 'thorsdottir'],
      ["D'Août", 'daout'],
      ['Wójcik', 'wojcik'],
    ],
    place: {
      city: 'München',
      state: 'Bayern',
      postalCode: '80331',
      country: 'DE',
      street: 'Straße des 17. Juni 4½',
      office: '18/2111',
    },
    phone: '+49 89',
  },
  {
    script: 'Latin',
    language: 'vi-VN',
    familyFirst: true,
    given: [
      ['Thị Hương', 'thi.huong'],
      ['Đức', 'duc'],
      ['Ngọc Ánh', 'ngoc.anh'],
      ['Quốc Bảo', 'quoc.bao'],
    ],
    surnames: [
      ['Nguyễn', 'nguyen'],
      ['Trần', 'tran'],
      ['Đặng', 'dang'],
      ['Phạm', 'pham'],
    ],
    place: {
      city: 'Hà Nội',
      state: '',
      postalCode: '100000',
      country: 'VN',
      street: 'Phố Tràng Tiền, 24',
      office: 'Tầng 3',
    },
    phone: '+84 24',
  },
  {
    script: 'Latin',
    language: 'tr-TR',
    given: [
      ['İpek', 'ipek'],
      ['Işık', 'isik'],
      ['Çağrı', 'cagri'],
      ['Özgür', 'ozgur'],
    ],
    surnames: [
      ['Yılmaz', 'yilmaz'],
      ['Şahin', 'sahin'],
      ['Gülünay', 'gulunay'],
      ['Ağır', 'agir'],
    ],
    place: {
      city: 'İstanbul',
      state: 'Beyoğlu',
      postalCode: '34430',
      country: 'TR',
      street: 'İstiklâl Cd. No:1/A',
      office: 'Kat 2',
    },
    phone: '+90 212',
  },
  {
    script: 'Cyrillic',
    language: 'uk-UA',
    given: [
      ['Олена', 'olena'],
      ['Їжак', 'yizhak'],
      ['Дмитро', 'dmytro'],
      ['Ярослава', 'yaroslava'],
    ],
    surnames: [
      ['Ковальчук', 'kovalchuk'],
      ["Дем'яненко", 'demianenko'],
      ['Шевченко', 'shevchenko'],
      ['Ґалаґан', 'galagan'],
    ],
    place: {
      city: 'Київ',
      state: 'м. Київ',
      postalCode: '01001',
      country: 'UA',
      street: 'вул. Хрещатик, буд. 22',
      office: 'Кімната № 7',
    },
    phone: '+380 44',
  },
  {
    script: 'Greek',
    language: 'el-GR',
    given: [
      ['Αγγελική', 'angeliki'],
      ['Γιώργος', 'giorgos'],
      ['Ελένη', 'eleni'],
      ['Χρήστος', 'christos'],
    ],
    surnames: [
      ['Παπαδόπουλος', 'papadopoulos'],
      ['Οικονόμου', 'oikonomou'],
      ['Αϊβαλιώτης', 'aivaliotis'],
      ['Ξένος', 'xenos'],
    ],
    place: {
      city: 'Αθήνα',
      state: 'Αττική',
      postalCode: '105 57',
      country: 'GR',
      street: 'Οδός Ερμού 5',
      office: 'Όροφος Γ΄',
    },
    phone: '+30 21',
  },
  {
    script: 'Arabic',
    language: 'ar-EG',
    given: [
      ['فاطمة', 'fatima'],
      ['محمّد', 'mohammed'],
      ['نور', 'nour'],
      ['عبد الرحمن', 'abdelrahman'],
    ],
    surnames: [
      ['السيد', 'elsayed'],
      ['حسني', 'hosny'],
      ['المصري', 'elmasry'],
      ['العبّاسي', 'elabbasi'],
    ],
    place: {
      city: 'القاهرة',
      state: 'القاهرة',
      postalCode: '١١٥١١',
      country: 'EG',
      street: 'شارع التحرير ١٢',
      office: 'الدور الثالث',
    },
    phone: '+20 2',
  },
  {
    script: 'Hebrew',
    language: 'he-IL',
    given: [
      ['נועה', 'noa'],
      ['יוסף', 'yosef'],
      ['צבי', 'zvi'],
      ['אביגיל', 'avigail'],
    ],
    surnames: [
      ['כהן', 'cohen'],
      ['בן־דוד', 'bendavid'],
      ['מזרחי', 'mizrahi'],
      ['לוי', 'levi'],
    ],
    place: {
      city: 'תל אביב־יפו',
      state: '',
      postalCode: '6100000',
      country: 'IL',
      street: 'רח׳ הרצל 3',
      office: 'קומה ב׳',
    },
    phone: '+972 3',
  },
  {
    script: 'Han',
    language: 'zh-CN',
    familyFirst: true,
    given: [
      ['伟', 'wei'],
      ['秀英', 'xiuying'],
      ['𠮷祥', 'jixiang'],
      ['雨桐', 'yutong'],
    ],
    surnames: [
      ['王', 'wang'],
      ['欧阳', 'ouyang'],
      ['张', 'zhang'],
      ['陈', 'chen'],
    ],
    place: {
      city: '上海市',
      state: '上海',
      postalCode: '200000',
      country: 'CN',
      street: '南京东路１２３号',
      office: '三楼东',
    },
    phone: '+86 21',
  },
  {
    script: 'Hiragana',
    language: 'ja-JP',
    familyFirst: true,
    given: [
      ['さくら', 'sakura'],
      ['すずか', 'suzuka'],
      ['ひなた', 'hinata'],
      ['ゆうき', 'yuki'],
    ],
    surnames: [
      ['髙橋', 'takahashi'],
      ['斎藤', 'saito'],
      ['サトウ', 'sato'],
      ['渡邉', 'watanabe'],
    ],
    place: {
      city: '東京都',
      state: '東京',
      postalCode: '〒100-0001',
      country: 'JP',
      street: '千代田１丁目',
      office: '１０階',
    },
    phone: '+81 3',
  },
  {
    script: 'Hangul',
    language: 'ko-KR',
    familyFirst: true,
    given: [
      ['서연', 'seoyeon'],
      ['지훈', 'jihun'],
      ['하늘', 'haneul'],
      ['민준', 'minjun'],
    ],
    surnames: [
      ['김', 'kim'],
      ['이', 'lee'],
      ['남궁', 'namgung'],
      ['박', 'park'],
    ],
    place: {
      city: '서울특별시',
      state: '',
      postalCode: '04524',
      country: 'KR',
      street: '세종대로 110',
      office: '본관 4층',
    },
    phone: '+82 2',
  },
  {
    script: 'Thai',
    language: 'th-TH',
    given: [
      ['สมชาย', 'somchai'],
      ['กัญญา', 'kanya'],
      ['ธนพล', 'thanaphon'],
      ['น้ำฝน', 'namfon'],
    ],
    surnames: [
      ['ศรีสุวรรณ', 'srisuwan'],
      ['ใจดี', 'jaidee'],
      ['วงศ์ใหญ่', 'wongyai'],
      ['แก้วมณี', 'kaewmanee'],
    ],
    place: {
      city: 'กรุงเทพมหานคร',
      state: '',
      postalCode: '10110',
      country: 'TH',
      street: 'ถนนสุขุมวิท ๒๑',
      office: 'ชั้น ๕',
    },
    phone: '+66 2',
  },
  {
    script: 'Devanagari',
    language: 'hi-IN',
    given: [
      ['प्रिया', 'priya'],
      ['अर्जुन', 'arjun'],
      ['लक्ष्मी', 'lakshmi'],
      ['कृष्ण', 'krishna'],
    ],
    surnames: [
      ['शर्मा', 'sharma'],
      ['त्रिपाठी', 'tripathi'],
      ['सिंह', 'singh'],
      ['चौधरी', 'chaudhary'],
    ],
    place: {
      city: 'मुंबई',
      state: 'महाराष्ट्र',
      postalCode: '400001',
      country: 'IN',
      street: 'महात्मा गांधी रोड ७',
      office: 'तल २',
    },
    phone: '+91 22',
  },
];
