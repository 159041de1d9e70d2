namespace Dateline.Samples.Draw;

internal static partial class Scenes
{
    private static void PortClareRegatta(Canvas c)
    {
        c.Background("#6fa8cc", "#b9d7e6@38", "#e6eff0@48");
        c.Cloud(260, 150, 2, "#fff", .85).Cloud(720, 240, 1.2, "#fff", .7).Cloud(1310, 130, 2.3, "#fff", .85).Cloud(1050, 300, .9, "#fff", .6);
        c.Ridge(470, 46, 180, "#9db7be", foot: 500);
        c.Path("M1000 500C1100 420 1180 400 1300 396C1420 392 1500 380 1620 350V500Z", "#5f8466").Path("M1060 500C1160 452 1300 440 1620 430V500Z", "#7a6f5c");
        c.Shape("#f4f1e8", 1376, 392, 1400, 262, 1428, 262, 1452, 392).Shape("#b8402f", 1384, 350, 1390, 312, 1438, 312, 1444, 350).Rect(1394, 232, 40, 32, "#2c3b45").Rect(1402, 240, 24, 18, "#ffe9a8").Path("M1392 234C1396 208 1432 208 1436 234Z", "#b8402f");
        c.Rect(1470, 352, 70, 40, "#f1ece0").Shape("#8a3b2c", 1462, 354, 1505, 326, 1548, 354);
        c.Rect(0, 496, 1600, 504, c.Down("#8cc0d0", "#3d86a6@35", "#1f5a7d@100"));
        for (var i = 0; i < 110; i++)
        {
            var y = c.Next(504, 1000);
            var s = (y - 470) / 150;
            c.Stroke($"M{c.Next(-20, 1600):0} {y:0}q{14 * s:0} -{6 * s:0} {28 * s:0} 0", i % 3 == 0 ? "#dff0f2" : "#2a6a8c", 2 + s, .5);
        }

        void Boat(double x, double y, double s, double heel, string hull, string spin, string trim) => c.In($"translate({x},{y}) rotate({heel}) scale({s})", b => b
            .Rect(-3, -330, 6, 330, "#e9e4d8")
            .Path("M4-322C70-220 106-110 112-26L4-22Z", "#f8f5ec").Path("M4-322C40-240 62-180 74-120L4-110Z", "#fff").Shape(trim, 6, -300, 18, -282, 22, -252, 6, -252)
            .Path("M-6-312C-90-270-170-150-160-44C-110-20-60-16-8-24C-34-110-30-220-6-312Z", spin).Path("M-6-312C-60-240-92-140-88-26C-60-20-34-20-8-24C-34-110-30-220-6-312Z", "#fff", .22)
            .Path("M-130-18H120C112 22 92 34 70 36H-84C-106 32-122 8-130-18Z", hull).Rect(-128, -20, 248, 8, trim)
            .Circle(60, -40, 11, "#d8a483").Rect(50, -30, 22, 20, "#c0392b", 1, 5).Circle(20, -38, 11, "#8a5a3f").Rect(10, -28, 22, 18, "#e0a23a", 1, 5).Circle(88, -38, 10, "#d8a483").Rect(80, -29, 19, 18, "#23506b", 1, 5));
        void Wake(double x, double y, double s) => c.Path($"M{x - (150 * s):0} {y + (34 * s):0}C{x - (40 * s):0} {y + (16 * s):0} {x + (120 * s):0} {y + (20 * s):0} {x + (300 * s):0} {y + (60 * s):0}C{x + (120 * s):0} {y + (46 * s):0} {x - (60 * s):0} {y + (54 * s):0} {x - (150 * s):0} {y + (34 * s):0}Z", "#eaf5f5", .7);
        foreach (var (x, y, s, spin, hull) in new[] { (250.0, 536.0, .22, "#c28b3c", "#e9e4d8"), (430, 530, .18, "#8a3b3a", "#2c3b45"), (700, 536, .22, "#2e5a52", "#e9e4d8"), (900, 528, .16, "#e9c04a", "#2c3b45") })
        {
            Wake(x, y, s);
            Boat(x, y, s, 5, hull, spin, "#2f5d73");
        }

        Wake(1130, 660, .62);
        Boat(1130, 660, .62, 7, "#f1ece0", "#2f5d73", "#b8402f");
        Wake(270, 726, .8);
        Boat(270, 726, .8, 6, "#23303b", "#d9a441", "#d9a441");
        Wake(740, 880, 1.25);
        Boat(740, 880, 1.25, 9, "#f4f1e8", "#c4402f", "#1f3d55");
        c.Shape("#e8893a", 1340, 900, 1384, 770, 1428, 900).Rect(1332, 896, 104, 22, "#c7692e", 1, 8).Oval(1384, 922, 90, 10, "#eaf5f5", .6);
    }

    private static void BrannochStorm(Canvas c)
    {
        c.Background("#2e3a44", "#4d5c66@30", "#7d8b90@56", "#55666e@100");
        for (var i = 0; i < 12; i++)
            c.Cloud(c.Next(-60, 1660), c.Next(20, 260), c.Next(1.6, 3.4), i % 2 == 0 ? "#3b4851" : "#5d6b73", .6);
        c.Circle(520, 250, 300, c.Glow("#fff0bf", .75));
        c.In("translate(0,0)", k => k.Path("M540 246L1640 60V330L540 262Z", k.Across("#fff2c8", "#8b969a@80")), .28);
        c.Ridge(560, 30, 200, "#46555d", foot: 640);
        c.Path("M0 700V560C120 540 220 470 330 452C470 430 600 440 660 500C720 560 740 640 820 720Z", "#2a3230").Path("M0 720V620C140 590 300 560 420 600C560 640 640 690 760 730Z", "#363f3a");
        c.Shape("#e9e5da", 462, 470, 486, 280, 546, 280, 572, 470).Shape("#b8402f", 471, 398, 478, 344, 555, 344, 562, 398).In("translate(0,0)", k => k.Shape("#000", 522, 280, 546, 280, 572, 470, 530, 470), .16);
        c.Rect(474, 266, 84, 16, "#23292e").Rect(488, 222, 56, 46, "#fff6d6").Rect(484, 222, 6, 46, "#23292e").Rect(542, 222, 6, 46, "#23292e").Rect(513, 222, 5, 46, "#23292e").Path("M478 224C486 190 546 190 554 224Z", "#8a2f24").Rect(512, 176, 7, 20, "#23292e");
        c.Rect(330, 408, 110, 62, "#d8d3c6").Shape("#5a2a24", 318, 412, 385, 366, 452, 412).Rect(350, 428, 20, 24, "#ffe2a0").Rect(396, 428, 20, 24, "#ffe2a0");

        void Wave(double y, double amp, double len, string fill, string foam, double shift)
        {
            var d = $"M{-300 + shift} 1010V{y}";
            var crest = "";
            for (var x = -300 + shift; x < 1700; x += len)
            {
                d += $"C{x + (len * .25):0} {y - amp:0} {x + (len * .45):0} {y - (amp * 1.3):0} {x + (len * .6):0} {y - amp:0}C{x + (len * .72):0} {y - (amp * .5):0} {x + (len * .75):0} {y:0} {x + len:0} {y:0}";
                crest += $"M{x + (len * .3):0} {y - (amp * .86):0}C{x + (len * .45):0} {y - (amp * 1.3):0} {x + (len * .55):0} {y - (amp * 1.1):0} {x + (len * .64):0} {y - (amp * .78):0}C{x + (len * .54):0} {y - (amp * .82):0} {x + (len * .46):0} {y - (amp * .86):0} {x + (len * .4):0} {y - (amp * .6):0}C{x + (len * .36):0} {y - (amp * .8):0} {x + (len * .32):0} {y - (amp * .8):0} {x + (len * .3):0} {y - (amp * .86):0}Z";
            }

            c.Path(d + "V1010Z", fill).Path(crest, foam, .9);
        }

        Wave(650, 40, 190, "#5b6f78", "#b9c6c8", 40);
        // A ferry that has come in, listing at its berth.
        c.In("translate(1180,664) rotate(-4)", f => f.Shape("#e9e5da", -230, -40, 240, -40, 210, 30, -200, 30).Shape("#23506b", -226, -14, 230, -14, 210, 30, -200, 30).Rect(-150, -92, 330, 54, "#f4f1e8").Rect(-90, -136, 210, 46, "#e3ded0").Rect(30, -186, 50, 52, "#b8402f").Rect(30, -172, 50, 12, "#f4f1e8")
            .Rect(-136, -76, 300, 14, "#3b4a54").Rect(-76, -122, 180, 12, "#ffe2a0"));
        Wave(730, 66, 260, "#42565f", "#cfd9d9", -90);
        c.Blurred(9, b =>
        {
            for (var i = 0; i < 42; i++)
            {
                var t = i / 41.0;
                b.Circle(690 + (b.Next(-150, 150) * (1 - (t * .72))), 762 - (t * 350) + b.Next(-20, 20), 46 * (1 - (t * .7)), i % 2 == 0 ? "#f4f8f7" : "#ccd7d8", .85);
            }
        });
        for (var i = 0; i < 70; i++)
            c.Circle(c.Next(520, 900), c.Next(360, 700), c.Next(2, 7), "#f1f5f4", c.Next(.4, .9));
        Wave(850, 92, 360, "#30434c", "#dde4e3", 30);
        c.Path("M0 1000V820C70 800 130 830 190 860C260 880 300 930 330 1000Z", "#1d2426").Path("M1600 1000V880C1520 870 1440 930 1400 1000Z", "#1d2426");
        Wave(980, 60, 300, "#233840", "#cfd9d9", -140);
        for (var i = 0; i < 190; i++)
        {
            double x = c.Next(-100, 1700), y = c.Next(-40, 960), l = c.Next(26, 60);
            c.Line(x, y, x - (l * .55), y + l, "#dfe6e8", 1.5, .3);
        }
    }

    private static void LindmarStadium(Canvas c)
    {
        c.Background("#12202e", "#23384a@40", "#3b5568@60");
        foreach (var x in new[] { 130.0, 1470 })
        {
            c.Circle(x, 90, 420, c.Glow("#e9f3ff", .7)).Line(x, 110, x, 520, "#0e1820", 16);
            c.Rect(x - 92, 30, 184, 96, "#0e1820");
            for (var i = 0; i < 12; i++)
                c.Circle(x - 72 + (i % 6 * 29), i < 6 ? 56 : 98, 11, "#f7fbff");
        }

        c.Path("M0 330C300 270 1300 270 1600 330V300C1300 220 300 220 0 300Z", "#1a2731");
        c.Path("M0 320C300 262 1300 262 1600 320V600H0Z", c.Down("#2a3c4a@30", "#1f2d39"));
        // A full stand: dots, in two colours that meet in the middle.
        for (var row = 0; row < 14; row++)
            for (var x = 4.0; x < 1600; x += 20)
            {
                var y = 304 + (row * 17.5) + (Math.Pow((x - 800) / 800, 2) * 34) + c.Next(-3, 3);
                var home = x < 1010 + c.Next(-60, 60);
                var pick = c.Next(0, 1);
                c.Circle(x + c.Next(-4, 4), y, 7.5, pick < .5 ? (home ? "#c4402f" : "#d9b24c") : pick < .75 ? "#e9dfd0" : pick < .9 ? "#51606c" : "#2f4858", .62 + (row * .018));
            }

        c.Rect(0, 566, 1600, 44, "#0f1a22").Rect(0, 566, 1600, 5, "#2e4250");
        for (var i = 0; i < 8; i++)
            c.Rect(10 + (i * 200), 574, 186, 30, new[] { "#23506b", "#8a3b2c", "#2e5a52", "#b08a3e" }[i % 4]).Rect(40 + (i * 200), 585, c.Next(70, 120), 8, "#fff", .7);
        c.Rect(0, 608, 1600, 392, "#3f8a4f");
        for (var i = 0; i < 8; i++)
        {
            double t = 800 + ((i - 4) * 170), b = 800 + ((i - 4) * 330);
            if (i % 2 == 0)
                c.Shape("#4a9a5a", t, 608, t + 170, 608, b + 330, 1000, b, 1000);
        }

        c.Line(-40, 640, 1640, 640, "#eef4ea", 5, .8).Line(800, 640, 800, 1000, "#eef4ea", 6, .8).Stroke("M560 826a240 84 0 1 0 480 0a240 84 0 1 0-480 0", "#eef4ea", 6, .8);
        c.Stroke("M1600 700L1330 700L1420 870L1600 870", "#eef4ea", 5, .8);
        void Player(double x, double y, double h, string shirt, string shorts, bool left, string skin) => c.In($"translate({x},{y}) scale({(left ? -1 : 1) * h / 100},{h / 100})", p => p
            .Oval(0, 1, 26, 4, "#1f4a2a", .6)
            .Stroke("M-2-46L-16-26L-30-16", skin, 8).Stroke("M-27-18L-33-8", shirt, 7).Stroke("M4-46L18-28L14-4", skin, 8).Stroke("M16-18L13-3L21-2", shirt, 6)
            .Path("M-12-56L14-56L18-34L2-36L-4-32L-16-38Z", shorts).Path("M-9-84C-14-70-13-62-12-54L14-54C14-66 13-76 9-84Z", shirt)
            .Stroke("M-9-79L-24-68L-20-54", shirt, 7).Stroke("M-21-58L-19-52", skin, 6).Stroke("M9-79L24-74L34-84", shirt, 7).Stroke("M29-79L35-86", skin, 6)
            .Circle(1, -93, 7, skin).Path("M-6-92C-8-103 10-104 8-94C4-98-2-98-6-92Z", "#2a2320"));
        Player(420, 742, 120, "#d9b24c", "#23303b", false, People.Skin);
        Player(1180, 720, 112, "#c4402f", "#f1ece0", true, People.Dark);
        Player(1370, 780, 126, "#d9b24c", "#23303b", true, People.Skin);
        Player(240, 700, 102, "#c4402f", "#f1ece0", false, People.Skin);
        Player(700, 930, 250, "#c4402f", "#f1ece0", false, People.Skin);
        Player(960, 950, 258, "#d9b24c", "#23303b", true, People.Dark);
        c.Oval(826, 950, 30, 6, "#1f4a2a", .6).Circle(824, 928, 21, "#fbfbf8").Path("M824 915l11 8-4 13h-14l-4-13Z", "#23292e").Path("M806 920l6 6-3 8-6-4Z", "#23292e").Path("M843 922l-5 6 4 7 4-5Z", "#23292e");
    }

    private static void MarramPowerStation(Canvas c)
    {
        c.Background("#4a4a6b", "#8d6f86@28", "#e39b7b@50", "#f6cf9a@60", "#f6cf9a@62");
        c.Circle(330, 600, 400, c.Glow("#ffe0a6", .95)).Circle(330, 590, 54, "#fff0cc");
        c.Ridge(610, 34, 230, "#8f7486", foot: 650).Ridge(628, 22, 150, "#6f5c70", foot: 650);
        // Steam first, so that the towers stand before it.
        c.Blurred(16, b =>
        {
            foreach (var (x, s) in new[] { (760.0, 348.0), (1060, 292), (1390, 230) })
                for (var i = 0; i < 9; i++)
                    b.Oval(x + (i * 13) + b.Next(-16, 16), s - (i * 21), 58 + (i * 7), 34 + (i * 3), i % 3 == 0 ? "#dcb9b4" : "#f0d0c0", .6 - (i * .055));
        });
        foreach (var (x, s) in new[] { (760.0, .84), (1060, 1.0), (1390, 1.18) })
        {
            double foot = 650, h = 350 * s, w = 118 * s, waist = 74 * s, top = 84 * s;
            var d = $"M{x - w:0} {foot}C{x - (waist * 1.15):0} {foot - (h * .5):0} {x - waist:0} {foot - (h * .8):0} {x - top:0} {foot - h:0}H{x + top:0}C{x + waist:0} {foot - (h * .8):0} {x + (waist * 1.15):0} {foot - (h * .5):0} {x + w:0} {foot}Z";
            c.Path(d, c.Across("#f0c8a8", "#a98b94@45", "#5b4f66")).Oval(x, foot - h, top, 14 * s, "#5b4f66").Oval(x, foot - h + 3, top - 8, 9 * s, "#e9c9bb");
            for (var i = 0; i < 11; i++)
                c.Line(x - w + 12 + (i * ((2 * w) - 24) / 10), foot - 4, x - w + 22 + (i * ((2 * w) - 24) / 10), foot - 34, "#4a4058", 3, .7);
        }

        c.Rect(500, 556, 170, 100, "#4e445a").Rect(530, 500, 90, 60, "#5d5168").Rect(470, 590, 60, 66, "#3f374b").Rect(560, 360, 26, 160, "#6b5d70").Rect(556, 380, 34, 16, "#b8543f").Rect(556, 420, 34, 16, "#b8543f");
        for (var i = 0; i < 12; i++)
            c.Rect(508 + (i % 6 * 26), 576 + (i / 6 * 34), 14, 12, "#ffdf9c");
        c.Rect(0, 648, 1600, 352, c.Down("#f0bb91", "#a5808a@26", "#4b4763@72", "#34344d"));
        foreach (var (x, w) in new[] { (760.0, 90.0), (1060, 106), (1390, 124) })
            c.Path($"M{x - w} 652L{x - (w * .7):0} 880H{x + (w * .7):0}L{x + w} 652Z", "#6f5f74", .35);
        c.Rect(300, 660, 66, 270, c.Down("#fff0cc", "#a5808a"), .5);
        for (var i = 0; i < 60; i++)
            c.Rect(c.Next(-40, 1600), c.Next(664, 950), c.Next(40, 200), 3.5, i % 2 == 0 ? "#ffdcb0" : "#4b4763", .32);
        c.Path("M0 1000V900C200 850 380 890 560 930C800 980 1000 960 1200 940C1400 920 1500 930 1600 950V1000Z", "#272a38");
        void Pylon(double x, double foot, double s) => c.In($"translate({x},{foot}) scale({s})", p => p
            .Stroke("M-50 0L-12-300L0-360L12-300L50 0M-42-60L30-130M42-60L-30-130M-34-130L22-200M34-130L-22-200M-90-220H90M-70-280H70M-90-220L-14-246M90-220L14-246M-70-280L-8-306M70-280L8-306", "#1f2230", 7)
            .Line(-86, -220, -86, -200, "#1f2230", 5).Line(86, -220, 86, -200, "#1f2230", 5));
        Pylon(250, 930, 1.25);
        Pylon(560, 900, .62);
        c.Stroke("M142 670Q60 660-20 600M358 670Q440 790 508 776M358 670Q500 800 612 776M162 590Q60 580-20 520M338 590Q440 720 517 726M612 776Q640 690 600 600M508 776Q520 690 520 590", "#1f2230", 3);
        for (var i = 0; i < 80; i++)
        {
            var x = c.Next(0, 1600);
            c.Stroke($"M{x:0} 1000q{c.Next(-8, 8):0}-50 {c.Next(-26, 26):0}-{c.Next(60, 130):0}", "#1b1e29", 4);
        }
    }

    private static void SaugeFlood(Canvas c)
    {
        c.Background("#7f8d94", "#a9b3b5@40", "#c3c8c3@56");
        for (var i = 0; i < 9; i++)
            c.Cloud(c.Next(0, 1600), c.Next(20, 200), c.Next(1.8, 3), i % 2 == 0 ? "#6e7c84" : "#8e9aa0", .55);
        c.Ridge(450, 80, 260, "#8c9a94", foot: 560).Ridge(500, 50, 190, "#75877c", foot: 610);
        c.Rect(1010, 300, 74, 250, "#cfc8b8").Shape("#4a5560", 1000, 304, 1047, 130, 1094, 304).Circle(1047, 350, 18, "#f1ece0").Stroke("M1047 350v-12M1047 350h9", "#33393e", 3).Rect(1044, 96, 6, 40, "#33393e").Rect(1034, 108, 26, 5, "#33393e").Rect(1084, 400, 150, 150, "#bdb5a3").Shape("#5f5a5c", 1076, 404, 1110, 340, 1220, 340, 1246, 404);
        void House(double x, double y, double w, double h, string wall, string roof, string shutter)
        {
            c.Rect(x, y, w, h + 80, wall).Shape(roof, x - 20, y + 2, x + (w * .18), y - (w * .34), x + (w * .82), y - (w * .34), x + w + 20, y + 2).Rect(x + (w * .68), y - (w * .42), w * .1, w * .16, "#8a7a6a");
            for (var i = 0; i < 3; i++)
                for (var row = 0; row < 2; row++)
                {
                    double wx = x + (w * (.14 + (i * .28))), wy = y + 26 + (row * h * .45);
                    c.Rect(wx, wy, w * .13, h * .25, "#39464e").Rect(wx - (w * .06), wy, w * .055, h * .25, shutter).Rect(wx + (w * .135), wy, w * .055, h * .25, shutter).Rect(wx, wy, w * .13, 5, "#e9e4d6");
                }
        }

        House(300, 400, 220, 170, "#cdbf9f", "#8a5544", "#5f7f86");
        House(540, 420, 190, 150, "#c9b0a0", "#7a4b3f", "#7d8a5f");
        House(1270, 390, 230, 190, "#c8c0ae", "#80503f", "#6b7f93");
        House(-60, 370, 340, 270, "#d8c9a8", "#8a5040", "#4f7568");
        House(1440, 360, 320, 290, "#d3bda0", "#784539", "#8a6a4a");
        c.Rect(0, 598, 1600, 402, c.Down("#a39a80", "#8a7d62@40", "#6d6049"));
        c.Blurred(10, b => b.Rect(-60, 640, 340, 120, "#c9b893").Rect(300, 600, 220, 80, "#b8a98a").Rect(1440, 640, 220, 120, "#bfa98a").Rect(1010, 600, 74, 130, "#bcb4a0"), .5);
        for (var i = 0; i < 100; i++)
        {
            var y = c.Next(606, 1000);
            c.Stroke($"M{c.Next(-40, 1600):0} {y:0}q{(y - 560) * .14:0} -{(y - 580) * .02:0} {(y - 560) * .3:0} 0", i % 2 == 0 ? "#c3b898" : "#5f5440", 3, .5);
        }

        // What still stands out of the water tells how high it is.
        c.In("translate(1180,700) rotate(5)", s => s.Rect(-6, -150, 12, 170, "#8d9497").Circle(0, -170, 54, "#f4f1e8").Circle(0, -170, 46, "#b8332e").Rect(-34, -180, 68, 20, "#f4f1e8"));
        c.In("translate(410,690)", s => s.Path("M-120 20C-118-30-90-40-70-42L-40-84H50L90-40C120-36 130-10 130 20Z", "#4f6f8a").Path("M-60-44L-34-76H4V-44ZM14-76H46L74-44H14Z", "#b9c8cf"));
        c.Oval(410, 712, 150, 10, "#b9ad8e");
        c.Path("M880 640C870 560 850 520 800 500C860 500 880 520 890 540C900 500 930 470 980 470C930 500 910 540 905 640Z", "#4d4636").Circle(800, 480, 60, "#5e7351").Circle(980, 450, 66, "#55694a").Circle(890, 440, 80, "#667d57");
        c.In("translate(760,850)", b =>
        {
            b.Oval(0, 60, 330, 22, "#5f5440", .6).Path("M-290 10C-290 60-240 70-200 70H220C280 70 320 20 330-20C250 0 250 10 200 12H-290Z", "#c7602a").Path("M-290 10H200C250 10 280-4 330-20C330-4 326 6 318 18C270 34 240 34 200 34H-286Z", "#e07f3f");
            b.Rect(-300, -40, 34, 90, "#33393e", 1, 6).Line(-280, -30, -220, -60, "#33393e", 7);
            foreach (var (x, vest, skin) in new[] { (-170.0, "#e8b53a", People.Skin), (0, "#b8332e", People.Dark), (140, "#e8b53a", People.Skin) })
                b.Seated(x, 26, 130, vest, skin, "#2a2320").Shape(vest, x - 20, -60, x + 20, -60, x + 16, 20, x - 16, 20);
            b.Path("M-190-104C-190-136-150-136-150-104L-142-100H-198Z", "#c4402f").Path("M120-104C120-136 160-136 160-104L168-100H112Z", "#c4402f");
            b.Path("M52-20C52-60 96-60 96-20Z", "#6d6049").Circle(62, -40, 13, "#6d6049").Shape("#6d6049", 50, -44, 54, -60, 64, -50);
        });
        for (var i = 0; i < 130; i++)
        {
            double x = c.Next(0, 1600), y = c.Next(-30, 980), l = c.Next(24, 50);
            c.Line(x, y, x - (l * .18), y + l, "#e6ebeb", 1.5, .32);
        }
    }

    private static void EskerMine(Canvas c)
    {
        c.Background("#1f2a3a", "#3f4c63@30", "#9a6f74@54", "#e3a276@66", "#e9b483@70");
        c.Circle(1150, 700, 480, c.Glow("#ffcf94", .9));
        for (var i = 0; i < 40; i++)
            c.Circle(c.Next(0, 1600), c.Next(0, 300), c.Next(1, 2.4), "#f4efe2", c.Next(.3, .9));
        c.Ridge(690, 60, 260, "#6d6074", foot: 760).Path("M860 760L1120 560L1200 590L1300 540L1640 760Z", "#4b4658").Path("M-40 760L120 600L330 720L460 760Z", "#473f50");
        c.Rect(0, 740, 1600, 260, c.Down("#3a3740", "#1f2026"));
        // Head-frame.
        const string iron = "#15181f";
        c.Line(560, 760, 630, 180, iron, 22).Line(760, 760, 690, 180, iron, 22).Line(1010, 760, 700, 210, iron, 20).Line(1050, 760, 720, 210, iron, 12);
        for (var i = 0; i < 6; i++)
        {
            double y = 700 - (i * 92), l = 560 + ((760 - y) * .121), r = 760 - ((760 - y) * .121), y2 = y - 92, l2 = 560 + ((760 - y2) * .121), r2 = 760 - ((760 - y2) * .121);
            c.Line(l, y, r, y, iron, 9).Line(l, y, r2, y2, iron, 6).Line(r, y, l2, y2, iron, 6);
        }

        c.Rect(560, 166, 230, 22, iron).Shape(iron, 590, 170, 675, 60, 760, 170);
        foreach (var (x, y, r) in new[] { (625.0, 150.0, 72.0), (735, 150, 72) })
        {
            c.Stroke($"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0", iron, 12);
            for (var i = 0; i < 8; i++)
                c.Line(x, y, x + (Math.Cos(i * Math.PI / 4) * r), y + (Math.Sin(i * Math.PI / 4) * r), iron, 5);
            c.Circle(x, y, 12, iron);
        }

        c.Line(797, 190, 1250, 640, iron, 4).Line(780, 215, 1250, 660, iron, 4);
        c.Rect(1200, 600, 260, 160, "#23232c").Shape("#1a1b22", 1184, 606, 1330, 540, 1476, 606).Rect(1410, 520, 30, 90, "#1a1b22");
        for (var i = 0; i < 5; i++)
            c.Rect(1222 + (i * 46), 640, 28, 44, "#ffd68a").Rect(1235 + (i * 46), 640, 3, 44, "#23232c");
        c.Rect(430, 660, 470, 100, "#1d1f27").Shape("#1d1f27", 430, 662, 500, 620, 830, 620, 900, 662);
        for (var i = 0; i < 7; i++)
            c.Rect(460 + (i * 62), 690, 30, 26, i == 3 ? "#ffeec0" : "#ffc978");
        // Drilling rig under floodlights, where the work is.
        c.Circle(200, 640, 300, c.Glow("#fff1c9", .75));
        c.Line(170, 780, 196, 400, "#c9a13b", 10).Line(240, 780, 214, 400, "#c9a13b", 10).Stroke("M176 720L236 660M232 720L180 660M182 640L228 590M224 640L186 590M188 560L222 520M220 560L192 520", "#c9a13b", 5).Rect(190, 388, 30, 20, "#c9a13b").Line(205, 400, 205, 800, "#8d9497", 5);
        c.Rect(110, 770, 200, 40, "#7a5a24").Lamp(60, 560, 15, "#fff1c9").Lamp(360, 570, 15, "#fff1c9").Line(60, 560, 60, 800, "#15181f", 6).Line(360, 570, 360, 800, "#15181f", 6);
        c.Standing(280, 826, 92, "#e07a2c", hat: "#f3d04a").Standing(140, 832, 92, "#e07a2c", hat: "#f3d04a").Standing(322, 838, 94, "#3b4250", hat: "#f1ece0");
        c.In("translate(1180,800)", a => a.Rect(-120, -70, 190, 86, "#e9e6df", 1, 8).Path("M70 16V-52H110L140-14V16Z", "#e9e6df").Path("M80-44H104L124-16H80Z", "#5d7280").Rect(-120, -26, 254, 16, "#c4402f").Rect(-50, -84, 40, 14, "#4f8ff0", 1, 4).Circle(-70, 20, 22, "#15181f").Circle(94, 20, 22, "#15181f").Rect(-86, -62, 10, 30, "#c4402f").Rect(-96, -52, 30, 10, "#c4402f"));
        c.Circle(1150, 718, 90, c.Glow("#6fa8ff", .8));
        // Those who wait.
        c.Line(420, 880, 1600, 900, "#c9bfa6", 4).Line(420, 940, 420, 862, "#8a6d4f", 8).Line(900, 946, 900, 872, "#8a6d4f", 8).Line(1400, 956, 1400, 880, "#8a6d4f", 8);
        foreach (var (x, size, coat, h) in new[] { (480.0, 150.0, "#2b3138", "#201c1a"), (610, 162, "#3b2f3a", "#6a452c"), (700, 140, "#26343d", "#b9b0a4"), (850, 165, "#33302b", "#2a2320"), (985, 150, "#412a2a", "#4a352a"), (1110, 160, "#253029", "#1d1a18"), (1260, 168, "#2d2c3a", "#8d8680"), (1400, 150, "#39302a", "#3c2a22"), (1530, 164, "#23292f", "#201c1a") })
            c.Shoulders(x, 950, size, coat, h);
    }
}
