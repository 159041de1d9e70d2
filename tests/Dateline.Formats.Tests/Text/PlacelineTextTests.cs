using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Text;

public sealed class PlacelineTextTests
{
    [Theory]
    [InlineData("Berlin (dpa) - Die Regierung", "Berlin (dpa)")]
    [InlineData("Berlin/Paris (dpa/AFP) – Die Regierung", "Berlin/Paris (dpa/AFP)")]
    [InlineData("Frankfurt/Main (dpa-AFX) - Der Index", "Frankfurt/Main (dpa-AFX)")]
    [InlineData("Berne (ats) Le Conseil", "Berne (ats)")]
    [InlineData("Genève (ats/afp) L'accord", "Genève (ats/afp)")]
    [InlineData("Bern/Zürich (Keystone-SDA) Der Rat", "Bern/Zürich (Keystone-SDA)")]
    [InlineData("La Chaux-de-Fonds (ats) - Le musée", "La Chaux-de-Fonds (ats)")]
    [InlineData("BUENOS AIRES, Argentina (AP) — Mirrors", "BUENOS AIRES, Argentina (AP)")]
    [InlineData("ST. JOHN'S (NP) — Mirrors", "ST. JOHN'S (NP)")]
    [InlineData("KESSEL, Aug. 24 NP – The president", "KESSEL, Aug. 24 NP")]
    [InlineData("PARIS, 24 août 2026 (AFP) - Le président", "PARIS, 24 août 2026 (AFP)")]
    [InlineData("TOKYO, Sept. 12, Kyodo - A strong", "TOKYO, Sept. 12, Kyodo")]
    [InlineData("BEIJING, Aug. 24 (Xinhua) -- A train", "BEIJING, Aug. 24 (Xinhua)")]
    [InlineData("Madrid, 24 ago (EFE).- El tren", "Madrid, 24 ago (EFE)")]
    [InlineData("(ANSA) - ROMA, 24 AGO - Il treno", "(ANSA) - ROMA, 24 AGO")]
    [InlineData("MOSCOW, August 24. /TASS/. The train", "MOSCOW, August 24. /TASS/")]
    [InlineData("NEW YORK — Stocks", "NEW YORK")]
    [InlineData("WASHINGTON and LONDON (Northern Press) - Two", "WASHINGTON and LONDON (Northern Press)")]
    [InlineData("Kessel, 24 August - Two", "Kessel, 24 August")]
    [InlineData("ST. JOHN'S, N.L. — Mirrors", "ST. JOHN'S, N.L.")]
    [InlineData("KESSEL, Ont. - Mirrors", "KESSEL, Ont.")]
    [InlineData("SAN LINDO, Calif.--(BUSINESS WIRE)--Aug 29, 2014--Mirrors", "SAN LINDO, Calif.--(BUSINESS WIRE)")]
    [InlineData("Kessel, 24.08.2026 (NP) - Mirrors", "Kessel, 24.08.2026 (NP)")]
    [InlineData("Kessel (©NTB): Speil", "Kessel (©NTB)")]
    [InlineData("By Jo Lund, KESSEL (AP) — Mirrors", null)]
    [InlineData("Kessel (Nordmark), 24 août 2026 (AFP) - Le conseil", "Kessel (Nordmark), 24 août 2026 (AFP)")]
    [InlineData("Kessel (Nordmark) (AFP) - Le conseil", "Kessel (Nordmark) (AFP)")]
    [InlineData("Kessel (Nordmark), 24 ago (EFE).- El consejo", "Kessel (Nordmark), 24 ago (EFE)")]
    [InlineData("Kessel 24. srpna (ČTK) - Rada", "Kessel 24. srpna (ČTK)")]
    [InlineData("Kessel, 2026. augusztus 24., hétfő (MTI) - A tanács", "Kessel, 2026. augusztus 24., hétfő (MTI)")]
    [InlineData("24.08. Kessel (PAP) - Rada", "24.08. Kessel (PAP)")]
    [InlineData("Kessel (KNA) Der Bischof", "Kessel (KNA)")]
    [InlineData("KESSEL (NP) The council", "KESSEL (NP)")]
    [InlineData("Mara Varga (SPD) hat am Montag", null)]
    [InlineData("Kessel (Nordmark) liegt am Arn (AFP) - und", null)]
    [InlineData("24 Sitze (Partei) - so viele", null)]
    [InlineData("(ANSA) KESSEL, 24 AGO - Il consiglio", "(ANSA) KESSEL, 24 AGO")]
    [InlineData("(Foto) Kessel - Die Brücke", null)]
    [InlineData("KESSEL, lundi 24 août 2026 (AFP) - Le conseil", "KESSEL, lundi 24 août 2026 (AFP)")]
    [InlineData("KESSEL /ritzau/Reuters/ - Byrådet", "KESSEL /ritzau/Reuters/")]
    [InlineData("Kessel, 24. avgusta (STA) - Svet", "Kessel, 24. avgusta (STA)")]
    [InlineData("КЕССЕЛЬ, 24 авг - НП. Совет", "КЕССЕЛЬ, 24 авг")]
    [InlineData("STT–KESSEL", null)]
    [InlineData("Kessel (©) - Mirrors", null)]
    [InlineData("Monday - a day off", null)]
    [InlineData("The president (58) said on Monday", null)]
    [InlineData("The World Bank (see below) - said", null)]
    [InlineData("He said (on Monday) - and", null)]
    [InlineData("Talks between the two (again) - are", null)]
    [InlineData("It is over — for now", null)]
    [InlineData("", null)]
    public void A_dateline_is_what_is_written_as_one(string paragraph, string? expected) => Assert.Equal(expected, PlacelineText.In(paragraph)?.Text);

    [Theory]
    [InlineData("By JO LUND AND MARA VARGA, Northern Press", "JO LUND|MARA VARGA (Northern Press)")]
    [InlineData("(By Jo Lund)", "Jo Lund")]
    [InlineData("Jo Lund; Mara Varga, Northern Press", "Jo Lund|Mara Varga (Northern Press)")]
    [InlineData("Jo Lund (jo.lund@np.example)", "Jo Lund")]
    [InlineData("Jo Lund, jo.lund@np.example", "Jo Lund")]
    [InlineData("jo.lund@np.example", "jo.lund@np.example")]
    [InlineData("Kari Nordvik (NTB)", "Kari Nordvik (NTB)")]
    public void A_byline_names_its_writers_and_nothing_else(string line, string expected)
    {
        var bylines = new List<Byline>();
        BylineText.Read(line, bylines);
        Assert.Equal(expected, string.Join('|', bylines.Select(b => b.Title is { } title ? $"{b.Name} ({title})" : b.Name)));
    }

    [Theory]
    [InlineData("By Mara Lindqvist", true)]
    [InlineData("By MARA LINDQVIST and PAVEL DVORIN, dpa =", true)]
    [InlineData("Von Jörg Möllenkamp, dpa", true)]
    [InlineData("Par Jeanne van der Velde", true)]
    [InlineData("Von Jan Keller, dpa", true)]
    [InlineData("By April Varga and June Lund", true)]
    [InlineData("By March the council", false)]
    [InlineData("By April", false)]
    [InlineData("By Monday the talks had ended.", false)]
    [InlineData("By Monday the talks", false)]
    [InlineData("By the time he left", false)]
    [InlineData("Bystanders Saw It", false)]
    [InlineData("By 12 Votes", false)]
    public void A_byline_is_a_line_of_names(string line, bool expected) => Assert.Equal(expected, BylineText.IsLine(line));

    [Theory]
    [InlineData("1ST LEAD", false, true)]
    [InlineData("REFILE", false, true)]
    [InlineData("2nd Ld-Writethru", false, true)]
    [InlineData("CORRECTION TO PARA 2", true, true)]
    [InlineData("CORRECTION TO PARA 2", false, false)]
    [InlineData("Update on talks", true, false)]
    [InlineData("Analysis: Markets fall", false, false)]
    [InlineData("Kessel/LEAD", true, false)]
    public void A_take_key_is_not_a_headline(string line, bool inHeader, bool expected) => Assert.Equal(expected, TakeLine.Read(line, out _, inHeader));

    [Theory]
    [InlineData("241430 Aug 26", "2026-08-24T14:30:00Z")]
    [InlineData("241430 GMT août 2026", "2026-08-24T14:30:00Z")]
    [InlineData("241430 MESZ Aug 26", "2026-08-24T12:30:00Z")]
    [InlineData("241430GMT Aug 26", "2026-08-24T14:30:00Z")]
    [InlineData("311430 Jun 26", null)]
    [InlineData("2414 Aug 26", null)]
    [InlineData("241430 pieces of 26", null)]
    public void A_time_at_the_end_of_a_message_is_read(string text, string? expected) => Assert.Equal(expected, WireStamp.Read7901(text)?.At(null).ToString());
}
