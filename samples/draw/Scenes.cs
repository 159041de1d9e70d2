namespace Dateline.Samples.Draw;

/// <summary>The photos of the sample wire, by file name. Each scene is built from the back to the front.</summary>
internal static partial class Scenes
{
    public static readonly IReadOnlyDictionary<string, Action<Canvas>> All = new Dictionary<string, Action<Canvas>>
    {
        ["kessel-station"] = KesselStation,
        ["kessel-bridge"] = KesselBridge,
        ["orsen-talks"] = OrsenTalks,
        ["port-clare-harbour"] = PortClareHarbour,
        ["port-clare-council"] = PortClareCouncil,
        ["port-clare-market"] = PortClareMarket,
        ["port-clare-regatta"] = PortClareRegatta,
        ["brannoch-storm"] = BrannochStorm,
        ["lindmar-stadium"] = LindmarStadium,
        ["marram-power-station"] = MarramPowerStation,
        ["sauge-flood"] = SaugeFlood,
        ["esker-mine"] = EskerMine,
        ["lindqvist-piano"] = LindqvistPiano,
        ["tarn-observatory"] = TarnObservatory,
        ["carrow-central-bank"] = CarrowCentralBank,
        ["carrow-court"] = CarrowCourt,
        ["ondine-film-festival"] = OndineFilmFestival,
        ["valombre-cycling"] = ValombreCycling,
        ["sele-boat"] = SeleBoat,
    };

    private static readonly string[] Coats = ["#2f4858", "#5b3a3a", "#3d4a3e", "#6b5b4b", "#434a63", "#7a4b3a", "#2b3138", "#59656d", "#8a6d4f"];

    private static string Coat(Canvas c) => Coats[(int)c.Next(0, Coats.Length - .01)];

    private static void KesselStation(Canvas c)
    {
        c.Background("#9fb2c0", "#c9d3da@28", "#f0dcc0@47", "#f3d9a4@52", "#c9c6bd@100");
        c.Circle(1180, 470, 330, c.Glow("#ffe9b8", .9));
        c.Skyline(540, 60, 150, "#a9b4ba", from: 700).Path("M1010 545V400C1010 350 1090 350 1090 400V545Z", "#a9b4ba").Rect(1046, 320, 8, 50, "#a9b4ba")
            .Path("M1290 545V430C1290 395 1350 395 1350 430V545Z", "#a9b4ba").Rect(1317, 366, 6, 40, "#a9b4ba");
        c.Skyline(560, 20, 70, "#8b989f", "#f3d9a4", from: 880, lit: .2);

        // The platform and the train run to one point, so that the eye goes to the two who walk.
        c.Shape(c.Down("#8b949a@50", "#59656d@100"), 0, 1000, 0, 900, 1010, 548, 1600, 548, 1600, 1000);
        c.Shape("#e8c878", 250, 1000, 1016, 552, 1023, 552, 330, 1000);
        for (var i = 0; i < 9; i++)
            c.Line(1030 + (i * 95), 550, 520 + (i * 330), 1000, "#4b565d", 2.5, .5);
        for (var i = 0; i < 8; i++)
        {
            var y = 560 + (i * i * 8.5);
            c.Line(1010 - ((y - 548) * 1.3), y, 1600, y, "#4b565d", 2, .4);
        }

        c.Shape("#1f352d", 0, 905, 0, 150, 1000, 478, 1000, 552);
        c.Shape("#2e4a3f", 0, 850, 0, 215, 1000, 490, 1000, 543);
        c.Shape("#3c5d50", 0, 215, 0, 150, 1000, 478, 1000, 490);
        c.Shape("#c9a85c", 0, 700, 0, 684, 1000, 529, 1000, 532);
        for (var k = 0; k < 15; k++)
        {
            double a = 1000 * (1 - Math.Pow(.815, k)), b = 1000 * (1 - Math.Pow(.815, k + .68));
            double Top(double x) => 300 + (x * (503 - 300) / 1000);
            double Foot(double x) => 560 + (x * (520 - 560) / 1000);
            var door = k % 5 == 3;
            if (door)
            {
                c.Shape("#24392f", a, 215 + (a * .28), b, 215 + (b * .28), b, 848 - (b * .305), a, 848 - (a * .305));
                c.Shape("#ffeec4", a + ((b - a) * .2), Top(a), b - ((b - a) * .2), Top(b), b - ((b - a) * .2), Foot(b) - 8, a + ((b - a) * .2), Foot(a) - 8);
            }
            else
            {
                c.Shape("#f3d9a4", a, Top(a), b, Top(b), b, Foot(b), a, Foot(a));
                c.Shape("#fbeccb", a, Top(a), b, Top(b), b, Top(b) + ((Foot(b) - Top(b)) * .32), a, Top(a) + ((Foot(a) - Top(a)) * .32));
                if (k is 1 or 4 or 6)
                    c.Path($"M{a + ((b - a) * .3):0} {Foot(a):0}c0-{(b - a) * .6:0} {(b - a) * .4:0}-{(b - a) * .6:0} {(b - a) * .4:0} 0Z", "#6d6350", .7).Circle(a + ((b - a) * .5), Foot(a) - ((b - a) * .52), (b - a) * .11, "#6d6350", .7);
            }
        }

        // The canopy overhead.
        c.Shape("#3a444b", 520, 0, 1600, 0, 1600, 250, 1080, 470, 1046, 470);
        c.Shape("#4b575f", 760, 0, 1600, 0, 1600, 190, 1082, 458);
        for (var i = 0; i < 7; i++)
            c.Line(1600, 30 + (i * 36), 1062 + (i * 3), 466, "#2c353b", 3, .6);
        foreach (var (x, top, foot, w) in new[] { (1500.0, 270.0, 860.0, 20.0), (1285, 380, 690, 12), (1184, 425, 622, 8), (1128, 450, 590, 5) })
        {
            c.Rect(x, top, w, foot - top, "#2c353b");
            c.Stroke($"M{x + (w / 2)} {top + (w * 5)}q-{w * 2.5} -{w * 2} -{w * 3.5} -{w * 5}M{x + (w / 2)} {top + (w * 5)}q{w * 2.5} -{w * 2} {w * 3.5} -{w * 5}", "#2c353b", w * .4);
            c.Lamp(x - (w * 3.5), top + (w * 1.5), w * .8, "#ffe2a0");
        }

        c.Blurred(7, b => b.Oval(905, 886, 120, 13, "#20272c").Oval(1120, 868, 116, 12, "#20272c"), .5);
        c.Walking(1185, 640, 86, "#2b3138").Walking(1232, 645, 90, "#3c434a", left: true).Standing(1068, 612, 60, "#2b3138", hat: "#20262b");
        c.Walking(900, 884, 330, "#23303b", hair: "#6e6a66").Walking(1096, 866, 308, "#6d2f36", hair: "#33251f", left: true);
        c.Blurred(22, b => b.Oval(120, 905, 260, 46, "#fff").Oval(430, 800, 140, 26, "#fff"), .35);
    }

    private static void KesselBridge(Canvas c)
    {
        c.Background("#5c6f86", "#a7a6ad@30", "#e7b68a@56", "#d9b794@62", "#4a5a66@100");
        c.Circle(420, 560, 360, c.Glow("#ffdca6", .9)).Circle(420, 556, 44, "#ffe9c4");
        c.Ridge(600, 50, 190, "#8e929c", foot: 640).Ridge(616, 30, 140, "#737b86", foot: 640);
        c.Skyline(626, 14, 52, "#5f6873", from: 900);
        c.Rect(0, 622, 1600, 378, c.Down("#d3ad8c", "#7d8188@35", "#3d4b57@100"));
        for (var i = 0; i < 46; i++)
            c.Rect(c.Next(-40, 1600), c.Next(634, 980), c.Next(40, 190), c.Next(2, 5), i % 3 == 0 ? "#f5d6b0" : "#5d6873", .3);
        c.Rect(386, 630, 70, 240, c.Down("#ffe9c4", "#7d8188"), .5);

        foreach (var x in new[] { 150.0, 560, 1010, 1420 })
        {
            c.Shape("#3b434b", x - 38, 540, x + 38, 540, x + 48, 760, x - 48, 760);
            c.Shape("#4f5861", x - 38, 540, x - 6, 540, x - 10, 760, x - 48, 760);
            c.Rect(x - 50, 756, 100, 90, "#3b434b", .35);
        }

        void Span(double from, double to)
        {
            c.Rect(from, 512, to - from, 26, "#2a3138");
            c.Rect(from, 360, to - from, 14, "#2a3138");
            var n = Math.Max(1, (int)((to - from) / 82));
            var w = (to - from) / n;
            for (var i = 0; i <= n; i++)
                c.Line(from + (i * w), 366, from + (i * w), 514, "#2a3138", 8);
            for (var i = 0; i < n; i++)
                c.Line(from + (i * w), i % 2 == 0 ? 514 : 366, from + ((i + 1) * w), i % 2 == 0 ? 366 : 514, "#2a3138", 7);
        }

        Span(-30, 560);
        Span(1010, 1630);
        // The broken ends, and the new span on its way across.
        c.Stroke("M560 372l44 30-18 22 40 16M560 520l60 36-6 20 34 28", "#2a3138", 9).Stroke("M1010 372l-36 28 14 18-30 26M1010 522l-52 34 4 26", "#2a3138", 9);
        c.In("translate(640,640)", b => b
            .Shape("#6b3f33", -40, 70, 330, 70, 300, 130, -10, 130).Rect(-40, 58, 370, 16, "#8a5544")
            .Rect(30, 20, 60, 40, "#d8cfc0").Rect(40, 28, 18, 14, "#3b434b").Rect(64, 28, 18, 14, "#3b434b")
            .Line(200, 60, 200, -330, "#d9a441", 12).Line(200, -330, 330, -250, "#d9a441", 9).Line(200, -330, 60, -270, "#d9a441", 9).Line(200, -330, 216, 50, "#b5842e", 5)
            .Line(318, -256, 318, -140, "#2a3138", 3).Line(318, -140, 250, -96, "#2a3138", 3).Line(318, -140, 386, -96, "#2a3138", 3)
            .Rect(236, -96, 166, 14, "#d9a441").Rect(236, -46, 166, 14, "#d9a441").Stroke("M240-40L280-90L320-40L360-90L400-40", "#d9a441", 6));
        c.Blurred(5, b => b.Rect(600, 772, 370, 26, "#2a3138"), .5);
        foreach (var (x, coat) in new[] { (372.0, "#c7692e"), (408, "#c7692e"), (446, "#3d4a3e"), (1110, "#c7692e"), (1146, "#c7692e"), (1230, "#3d4a3e") })
            c.Standing(x, 514, 62, coat, hat: "#e0b13a");
        c.Path("M0 1000V880C120 850 240 900 330 930C420 952 480 990 520 1000Z", "#2f3a36").Path("M1600 1000V900C1500 880 1380 930 1300 1000Z", "#2f3a36");
        for (var i = 0; i < 46; i++)
        {
            var x = i < 30 ? c.Next(0, 420) : c.Next(1330, 1600);
            var foot = i < 30 ? 1000 - ((420 - x) * .2) : 1000 - ((x - 1330) * .3);
            c.Stroke($"M{x:0} {foot:0}q{c.Next(-10, 10):0}-40 {c.Next(-26, 26):0}-{c.Next(60, 120):0}", "#26302c", 4);
        }
    }

    private static void OrsenTalks(Canvas c)
    {
        c.Background("#e9e2d3", "#cfc3ab@60", "#b7a88c@100");
        c.Rect(0, 0, 1600, 70, "#8d7a5c").Rect(0, 66, 1600, 10, "#c9b380");
        for (var i = 0; i < 3; i++)
        {
            var x = 190 + (i * 450);
            c.Path($"M{x - 14} 560V250C{x - 14} 100 {x + 334} 100 {x + 334} 250V560Z", "#8d7a5c");
            c.Path($"M{x} 550V254C{x} 116 {x + 320} 116 {x + 320} 254V550Z", c.Down("#bcd3e0", "#e6eef0@60", "#a7c2cf@100"));
            c.Path($"M{x} 420l60-96 40 44 70-120 60 104 40-36 50 84V470H{x}Z", "#8ea4b3").Path($"M{x + 170} 248l26 46-18-6-14 12-18-16Z", "#f6f8f8");
            c.Rect(x, 462, 320, 88, "#7fa3b5").Rect(x, 480, 320, 4, "#b7d0da").Rect(x + 60, 510, 180, 4, "#b7d0da");
            c.Shape("#f5f2ea", x + 96, 462, x + 112, 416, x + 112, 462);
            c.Rect(x + 155, 130, 10, 424, "#8d7a5c").Rect(x, 330, 320, 9, "#8d7a5c");
            c.Path($"M{x - 40} 90C{x - 30} 260 {x + 10} 430 {x - 60} 600H{x - 90}V90Z", "#6d2f36").Path($"M{x + 360} 90C{x + 350} 260 {x + 310} 430 {x + 380} 600H{x + 400}V90Z", "#6d2f36");
        }

        foreach (var (x, a, b) in new[] { (86.0, "#2c5d7a", "#e8d9a8"), (1514, "#a4432f", "#ece6da") })
        {
            c.Rect(x - 4, 150, 8, 470, "#9a7b3c").Circle(x, 146, 11, "#c9a85c");
            c.Path($"M{x} 165C{x - 20} 280 {x - 60} 380 {x - 46} 470C{x - 20} 500 {x + 20} 500 {x + 40} 470C{x + 50} 380 {x + 14} 280 {x} 165Z", a).Path($"M{x} 165C{x - 4} 290 {x - 14} 400 {x - 6} 490C{x + 10} 494 {x + 28} 486 {x + 40} 470C{x + 50} 380 {x + 14} 280 {x} 165Z", b);
        }

        c.Rect(0, 600, 1600, 400, c.Down("#8b6f53", "#5d4836"));
        string[] hair = ["#2a2320", "#8d8680", "#d8d2c8", "#4a352a", "#23201e", "#6e5a48", "#b9b0a4"];
        for (var i = 0; i < 7; i++)
        {
            var x = 308 + (i * 164);
            c.Rect(x - 48, 520, 96, 110, "#6d2f36", 1, 20);
            c.Seated(x, 650, 112, Coats[i % Coats.Length], i % 3 == 1 ? People.Dark : People.Skin, hair[i]);
        }

        c.Shape("#3f2c20", 190, 640, 1410, 640, 1600, 880, 0, 880);
        c.Shape(c.Down("#7b5a40@60", "#96704f@90"), 200, 636, 1400, 636, 1590, 868, 10, 868);
        c.Rect(0, 868, 1600, 60, "#4c3627");
        for (var i = 0; i < 7; i++)
        {
            var x = 302 + (i * 166);
            c.Shape("#f4f1e9", x - 34, 668, x + 22, 668, x + 26, 694, x - 36, 694).Rect(x - 30, 674, 38, 2.5, "#b9b2a4").Rect(x - 31, 681, 44, 2.5, "#b9b2a4");
            c.Rect(x + 38, 656, 13, 24, "#d7e6ea", .85, 3);
            c.Line(x - 8, 660, x - 14, 634, "#2b2f33", 3).Circle(x - 14, 633, 5, "#2b2f33");
        }

        c.Oval(800, 760, 150, 24, "#5f7a4c").Oval(800, 748, 130, 20, "#7d9a5f");
        for (var i = 0; i < 16; i++)
            c.Circle(690 + (i * 14.5), 742 + c.Next(-10, 12), c.Next(7, 12), i % 3 == 0 ? "#e9d9a0" : "#f3efe2");
        foreach (var (x, coat, h) in new[] { (270.0, "#23303b", "#3b2c24"), (560, "#4a3b44", "#8d8680"), (1040, "#2b3138", "#201c1a"), (1330, "#39463c", "#5a4333") })
            c.Shoulders(x, 880, 205, coat, h);
    }

    private static void PortClareHarbour(Canvas c)
    {
        c.Background("#54708a", "#9db0bb@26", "#f2c9a0@52", "#f7dcb4@58", "#6f8a98@59", "#33505f@100");
        c.Circle(1080, 560, 420, c.Glow("#ffe3ae", 1)).Circle(1080, 548, 50, "#fff0cf");
        c.Cloud(300, 170, 1.7, "#c3c8c9", .6).Cloud(640, 260, 1.1, "#e3cdb8", .7).Cloud(1380, 210, 1.4, "#d9c8ba", .6);
        c.Ridge(570, 40, 210, "#8fa0a8", foot: 596).Skyline(590, 14, 44, "#7d8d95", "#ffe2a0", 0, 520, .15).Skyline(590, 14, 40, "#7d8d95", "#ffe2a0", 1240, 1600, .15);
        c.Rect(0, 588, 1600, 412, c.Down("#c9b79d", "#7f949d@22", "#3c5766@70", "#2b4452"));
        for (var i = 0; i < 60; i++)
        {
            var y = c.Next(596, 900);
            c.Rect(c.Next(0, 1600), y, c.Next(30, 90) * (y - 500) / 160, 3, i % 2 == 0 ? "#e9d3b2" : "#294250", .28);
        }

        for (var i = 0; i < 14; i++)
            c.Rect(1080 - c.Next(20, 70 + (i * 4)), 600 + (i * 20), c.Next(60, 130), 5, "#ffeecb", .65);

        // The ship nobody unloads.
        c.Shape("#283b47", 230, 560, 1010, 560, 980, 664, 290, 664).Rect(230, 552, 780, 12, "#e7e2d6").Shape("#8a3b2c", 276, 640, 986, 640, 980, 664, 290, 664);
        string[] boxes = ["#a4432f", "#2f5d73", "#c28b3c", "#51695a", "#8d8f8b", "#6d2f36", "#39506e"];
        for (var row = 0; row < 4; row++)
            for (var i = 0; i < 11 - (row / 2); i++)
                if (c.Next(0, 1) < .93)
                    c.Rect(262 + (i * 54), 522 - (row * 31), 52, 29, boxes[(int)c.Next(0, 6.9)]).Rect(262 + (i * 54), 522 - (row * 31), 52, 4, "#fff", .14);
        c.Rect(880, 420, 90, 134, "#efe9dc").Rect(872, 408, 106, 16, "#dcd3c1").Rect(900, 372, 30, 40, "#a4432f").Rect(890, 434, 70, 10, "#3b4a54").Rect(890, 460, 70, 8, "#9aa3a5").Rect(890, 484, 70, 8, "#9aa3a5");

        void Crane(double x, double s, string colour) => c.In($"translate({x},596) scale({s})", k => k
            .Line(-56, 0, -40, -330, colour, 12).Line(70, 0, 44, -330, colour, 12).Line(-50, -110, 62, -110, colour, 9).Line(-46, -200, 54, -200, colour, 8).Line(-50, -110, 54, -200, colour, 5)
            .Rect(-330, -340, 560, 20, colour).Line(0, -336, 0, -450, colour, 12).Line(0, -446, -300, -338, colour, 5).Line(0, -446, 200, -338, colour, 5).Rect(30, -322, 40, 34, colour).Line(-190, -322, -190, -250, colour, 3).Rect(-216, -252, 52, 12, colour));
        Crane(560, 1.02, "#34444e");
        Crane(800, 1.02, "#2c3b45");
        Crane(1440, .8, "#3f505a");

        c.Shape("#4a4f50", 0, 1000, 0, 790, 1600, 858, 1600, 1000).Shape("#686c6a", 0, 790, 0, 770, 1600, 838, 1600, 858);
        foreach (var x in new[] { 170.0, 1330 })
            c.Rect(x, 748 + (x * .04), 40, 44, "#23292c", 1, 8).Oval(x + 20, 748 + (x * .04), 30, 10, "#30373a");
        c.Stroke("M190 760C240 730 280 690 300 640", "#c9bfa6", 5);
        c.Blurred(5, b => b.Oval(820, 962, 460, 22, "#1c2326"), .5);
        var x0 = 440.0;
        for (var i = 0; i < 9; i++)
        {
            x0 += c.Next(70, 112);
            var foot = 930 + c.Next(-14, 34);
            c.Standing(x0, foot, c.Next(205, 236), Coat(c), hat: i % 3 == 0 ? "#c9a13b" : i % 3 == 1 ? "#2a3a44" : null, skin: i % 4 == 2 ? People.Dark : People.Skin);
            if (i is 1 or 4 or 7)
                c.Line(x0 + 28, foot - 80, x0 + 34, foot - 300, "#8a6d4f", 7).In($"translate({x0 + 34},{foot - 330}) rotate({c.Next(-6, 6)})", p => p.Rect(-78, -46, 156, 92, "#f1ece0").Rect(-56, -20, 112, 10, "#a4432f").Rect(-44, 4, 88, 10, "#2f4858"));
        }

        c.Rect(1000, 880, 90, 100, "#33383a", 1, 6);
        c.Path("M1010 884C1000 840 1030 836 1030 800C1050 826 1046 842 1058 832C1072 850 1078 866 1074 884Z", "#e8893a").Path("M1026 884C1022 860 1040 856 1042 838C1054 856 1060 868 1056 884Z", "#ffd98a").Circle(1044, 860, 150, c.Glow("#ffb45a", .6));
    }

    private static void PortClareCouncil(Canvas c)
    {
        c.Background("#c9b18c", "#8a6a4a");
        c.Rect(0, 0, 1600, 560, c.Down("#d8c7a6", "#bd9f74"));
        for (var x = 0; x < 1600; x += 100)
            c.Rect(x, 270, 96, 300, "#7a5638").Rect(x + 10, 284, 76, 270, "#8a6444").Rect(x + 10, 284, 76, 5, "#a57f59");
        c.Rect(0, 258, 1600, 16, "#5f4229");
        foreach (var x in new[] { 150.0, 400, 1050, 1300 })
            c.Path($"M{x} 250V120C{x} 50 {x + 150} 50 {x + 150} 120V250Z", c.Down("#dfeaf0", "#f7f0dc")).Rect(x + 71, 70, 8, 180, "#7a5638").Rect(x, 150, 150, 7, "#7a5638");

        // Dais and the town's arms.
        c.Rect(560, 90, 480, 500, "#5f4229").Rect(576, 106, 448, 470, "#704f33");
        c.Path("M720 140H880V240C880 320 800 350 800 350C800 350 720 320 720 240Z", "#23506b").Path("M720 140H880V190H720Z", "#e8d9a8").Stroke("M800 214V312M770 234H830M756 272C760 306 780 314 800 314C820 314 840 306 844 272", "#f1ece0", 10).Circle(800, 208, 10, "#f1ece0");
        c.Rect(640, 470, 320, 130, "#4c3320");
        c.Seated(800, 486, 108, "#5a1f28", hair: "#cfc8bd").Stroke("M774 428C780 470 820 470 826 428", "#d9b24c", 7).Circle(800, 466, 10, "#d9b24c");
        c.Rect(620, 482, 360, 24, "#8a6444").Rect(640, 506, 320, 110, "#704f33").Rect(664, 524, 272, 74, "#7f5c3d");
        c.Seated(560, 610, 92, "#2f4858", People.Dark).Seated(1040, 610, 92, "#434a63", hair: "#7a4a2c");
        c.Rect(480, 606, 160, 16, "#8a6444").Rect(480, 620, 160, 70, "#704f33").Rect(960, 606, 160, 16, "#8a6444").Rect(960, 620, 160, 70, "#704f33");

        c.Rect(0, 690, 1600, 310, c.Down("#7d3237", "#5a2227"));
        // Two horseshoe rows of members.
        void Row(double y, double radius, double size, int seats, double squash)
        {
            for (var i = 0; i < seats; i++)
            {
                var angle = Math.PI * (1.06 - (1.12 * i / (seats - 1)));
                var x = 800 + (Math.Cos(angle) * radius);
                var yy = y + (Math.Sin(angle) * radius * squash);
                if (Math.Abs(x - 800) < 250 && squash > 0 && radius < 600)
                    continue;
                c.Seated(x, yy, size, Coat(c), c.Next(0, 1) < .3 ? People.Dark : People.Skin, new[] { "#2a2320", "#8d8680", "#6a452c", "#d8d2c8", "#3c2a22" }[(int)c.Next(0, 4.9)]);
                c.Rect(x - 62, yy - 10, 124, 14, "#a57f59").Rect(x - 62, yy + 4, 124, 74, "#7a5638");
                c.Rect(x - 24, yy - 24, 40, 14, "#f4f1e9");
            }
        }

        Row(640, 560, 92, 7, .24);
        Row(704, 720, 112, 9, .2);
        foreach (var (x, coat, h) in new[] { (180.0, "#2b3138", "#2a2320"), (420, "#6b5b4b", "#b9b0a4"), (690, "#39463c", "#4a352a"), (960, "#434a63", "#201c1a"), (1200, "#7a4b3a", "#d8d2c8"), (1440, "#2f4858", "#6a452c") })
            c.Shoulders(x, 946, 190, coat, h);
        foreach (var x in new[] { 320.0, 1280 })
        {
            c.Line(x, 0, x, 60, "#5f4229", 5).Oval(x, 84, 90, 14, "#c9a85c");
            for (var i = -2; i <= 2; i++)
                c.Lamp(x + (i * 38), 70, 9, "#ffe9b4", .7);
        }
    }

    private static void PortClareMarket(Canvas c)
    {
        c.Background("#dfe8e6", "#cdd6d0");
        // Iron and glass, running back to the far gable.
        c.Path("M0 460L0 150C300-60 1300-60 1600 150V460Z", "#d5e4e8");
        for (var i = 0; i < 6; i++)
        {
            var k = Math.Pow(.76, i);
            double left = 800 - (800 * k), right = 800 + (800 * k), top = 330 - (330 * k), spring = 430 - (220 * k), foot = 470 + (170 * k);
            c.Path($"M{left:0} {spring:0}C{left + (190 * k):0} {top - (50 * k):0} {right - (190 * k):0} {top - (50 * k):0} {right:0} {spring:0}L{right:0} {foot:0}L{left:0} {foot:0}Z", i % 2 == 0 ? "#e6efee" : "#d3e0e1", .9);
            c.Stroke($"M{left:0} {foot:0}V{spring:0}C{left + (190 * k):0} {top - (50 * k):0} {right - (190 * k):0} {top - (50 * k):0} {right:0} {spring:0}V{foot:0}", "#2e5a52", 18 * k);
            c.Stroke($"M{left + (24 * k):0} {spring + (10 * k):0}C{left + (210 * k):0} {top - (10 * k):0} {right - (210 * k):0} {top - (10 * k):0} {right - (24 * k):0} {spring + (10 * k):0}", "#4f8075", 5 * k);
        }

        for (var i = -6; i <= 6; i++)
            c.Line(800 + (i * 22), 300 + (Math.Abs(i) * 5), 800 + (i * 130), -20 + (Math.Abs(i) * 26), "#2e5a52", 3, .5);
        c.Path("M600 470V390C640 310 960 310 1000 390V470Z", "#f4efdf").Circle(800, 392, 34, "#fbf8ef").Stroke("M800 392V370M800 392L814 400", "#2e3a3a", 5).Stroke("M766 392a34 34 0 1 0 68 0a34 34 0 1 0-68 0", "#2e5a52", 6);
        c.Shape(c.Down("#cbb89a@50", "#a8926f"), 0, 1000, 0, 700, 660, 470, 940, 470, 1600, 700, 1600, 1000);
        for (var i = 0; i < 12; i++)
            c.Line(690 + (i * 20), 470, -700 + (i * 270), 1000, "#8f7a5a", 3, .35);

        for (var i = 0; i < 16; i++)
            c.Walking(c.Next(690, 920), 530 + (i * 4), 82 + (i * 5), Coat(c), left: i % 2 == 0, skin: i % 5 == 0 ? People.Dark : People.Skin);

        void Stall(double x, double y, double s, string a, string b, string[] fruit, bool mirror) => c.In($"translate({x},{y}) scale({(mirror ? -s : s)},{s})", k =>
        {
            k.Rect(6, -250, 10, 250, "#5f4229").Rect(404, -230, 10, 230, "#5f4229");
            k.Shape("#8a6444", -10, -110, 430, -110, 430, 0, -10, 0).Shape("#6d4d31", -10, -20, 430, -20, 430, 0, -10, 0);
            k.Standing(150, 10, 250, "#e9e4d6", hair: "#4a352a", hat: s > .8 ? "#2e5a52" : null);
            for (var row = 0; row < 3; row++)
                for (var box = 0; box < 4; box++)
                {
                    double bx = -6 + (box * 108), by = -150 + (row * 40);
                    k.Shape("#a57f52", bx, by, bx + 100, by, bx + 104, by + 38, bx - 2, by + 38);
                    for (var f = 0; f < 6; f++)
                        k.Circle(bx + 12 + (f * 15.5), by + k.Next(-4, 4), 10.5, fruit[(row + box) % fruit.Length]);
                }

            k.Shape("#8a6444", -10, -44, 430, -44, 430, 0, -10, 0);
            for (var i = 0; i < 8; i++)
            {
                double l = -40 + (i * 62), r = l + 62;
                k.Shape(i % 2 == 0 ? a : b, (l * .9) + 20, -340, (r * .9) + 20, -340, r, -246, l, -246);
                k.Path($"M{l} -247H{r}V-236C{r} -214 {l} -214 {l} -236Z", i % 2 == 0 ? a : b);
            }
        });

        Stall(360, 640, .55, "#c28b3c", "#f4efe1", ["#c0392b", "#e0a23a", "#7d9a5f"], false);
        Stall(1240, 640, .55, "#2f5d73", "#f4efe1", ["#e9d9a0", "#a4432f", "#6b8e4e"], true);
        Stall(-70, 860, 1.05, "#a4432f", "#f4efe1", ["#d8642c", "#e9c04a", "#6b8e4e", "#b8332e"], false);
        Stall(1660, 860, 1.05, "#2e5a52", "#f4efe1", ["#8fae5d", "#c0392b", "#e8a53c", "#6d3f63"], true);
        c.Blurred(5, b => b.Oval(640, 968, 90, 10, "#4c3f2c").Oval(900, 950, 90, 10, "#4c3f2c"), .5);
        c.Walking(640, 966, 330, "#8a3b3a", hair: "#b9b0a4").Path("M560 820h54l-8 76h-40Z", "#b08a4e").Stroke("M566 822C566 780 608 780 608 822", "#8a6a38", 6);
        c.Walking(905, 948, 300, "#2f4858", hair: "#3a2a22", left: true, skin: People.Dark).Walking(990, 940, 176, "#d0a23e", hair: "#2a2320", left: true, skin: People.Dark);
    }
}
