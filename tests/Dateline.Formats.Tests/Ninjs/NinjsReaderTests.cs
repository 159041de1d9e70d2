using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Ninjs;

public sealed class NinjsReaderTests
{
    [Fact]
    public void A_story_is_read_in_full()
    {
        var result = WireFormats.Read(Encoding.UTF8.GetBytes(NinjsSample.Third));
        var read = Assert.Single(result.Items);
        var item = read.Item!;
        var content = item.Content;

        Assert.Equal(("ninjs", "3.1"), (result.Format, result.FormatVersion));
        Assert.Equal("urn:newsml:np.example:20260824:kessel-talks", item.Guid);
        Assert.Equal("3", item.Version);
        Assert.Equal("2026-08-24T14:30:00Z", item.VersionCreated.ToString());
        Assert.Equal("2026-08-24T19:00:00Z", item.Embargo.ToString());
        Assert.Equal(PubStatus.Usable, item.Status);
        Assert.Equal([new Signal(SignalKind.Correction, "sig:correction")], item.Signals);
        Assert.Equal("President in Kessel for talks", content.Headline?.Text);
        Assert.Equal("He came by night train, and nobody had said so.", content.Dek);
        Assert.Equal("<p>He met <strong>Ms. Varga</strong> — for two hours.</p>", content.Body.Markup);
        Assert.Equal([new Byline("Mara Varga", null, "https://np.example/people/mv")], content.Bylines);
        Assert.Equal([new Concept("medtop:20000638", "diplomacy"), new Concept("Anton Brod", "Anton Brod")], content.Subjects);
        Assert.Equal([new Concept("genre:Current", "Current")], content.Genres);
        Assert.Equal([new Place("Kessel", "https://np.example/places/kessel")], content.Places);
        Assert.Equal("Kessel", content.Located?.Name);
        Assert.True(content.Rights.NoWeb);
        Assert.Equal("Northern Press", content.Rights.MandatoryCredit);
        Assert.Equal([LinkKind.EvolvedFrom, LinkKind.Media], item.Links.Select(l => l.Kind));
        var photo = Assert.Single(content.Pictures);
        Assert.Equal(("The station in Kessel.", "Northern Press / Pavel Dvorin"), (photo.Caption, photo.Credit));
        Assert.Equal(new Rendition("https://media.np.example/k.jpg", "web", "image/jpeg", 1600, 1067, 412345), Assert.Single(photo.Renditions));
        Assert.Equal([NoteCodes.ActiveContentRemoved], read.Notes.Select(n => n.Code));
    }

    [Fact]
    public void Generations_say_the_same_in_other_words()
    {
        var first = Read(NinjsSample.First).Item!;
        var third = Read(NinjsSample.Third).Item!;
        Assert.Equal(third.Embargo, first.Embargo);
        Assert.Equal(third.VersionCreated, first.VersionCreated);
        Assert.Equal(third.Content.Body, first.Content.Body);
        Assert.Equal(third.Content.Dek, first.Content.Dek);
        Assert.Equal(third.Content.Subjects[0], first.Content.Subjects[0]);
        Assert.Equal("Mara Varga", Assert.Single(first.Content.Bylines).Name);
        Assert.Equal(("The station in Kessel.", "Pavel Dvorin"), (first.Content.Pictures[0].Caption, first.Content.Pictures[0].Credit));
    }

    [Theory]
    [InlineData("""{"uri":"x:1","uri":"x:2"}""", FailureCodes.DuplicateKey, "/uri")]
    [InlineData("""{"uri":"x:1","place":[{"name":"a","name":"b"}]}""", FailureCodes.DuplicateKey, "/place/0/name")]
    [InlineData("""{"uri":"x:1","headline":"\ud800"}""", FailureCodes.LoneSurrogate, "/headline")]
    [InlineData("""{"uri":"x:1","headline":"a\u0000b"}""", FailureCodes.ControlCharacter, "/headline")]
    [InlineData("""{"uri":"x:1","urgency":1e999}""", FailureCodes.NumberRange, "/urgency")]
    [InlineData("""{"uri":"x:1","urgency":NaN}""", FailureCodes.NumberRange, "")]
    [InlineData("""{"uri":"x:1"} {}""", FailureCodes.TrailingContent, null)]
    [InlineData("""{"uri":"x:1"}]""", FailureCodes.TrailingContent, null)]
    [InlineData("""{"uri":"x:1","headline":"a""", FailureCodes.Incomplete, null)]
    [InlineData("""{"uri":"x:1",}""", FailureCodes.Malformed, "")]
    [InlineData("""{"uri":"x:1"/**/}""", FailureCodes.Malformed, "")]
    [InlineData("""[]{"uri":"x:1"}""", FailureCodes.TrailingContent, null)]
    [InlineData("""{"items":[],"uri":null}""", FailureCodes.MissingGuid, "")]
    public void What_is_no_safe_JSON_is_refused_with_its_place(string json, string code, string? pointer)
    {
        var failure = WireFormats.Read(Encoding.UTF8.GetBytes(json)) is { Failure: { } all } ? all : Read(json).Failure;
        Assert.Equal((code, pointer), (failure?.Code, failure?.Position.Pointer));
    }

    [Theory]
    [InlineData("""{"uri":"x:1","pubstatus":"usble"}""", FailureCodes.UnknownStatus, "/pubstatus")]
    [InlineData("""{"uri":"x:1","pubstatus":""}""", FailureCodes.UnknownStatus, "/pubstatus")]
    [InlineData("""{"uri":"x:1","pubstatus":true}""", FailureCodes.WrongType, "/pubstatus")]
    [InlineData("""{"uri":7}""", FailureCodes.WrongType, "/uri")]
    [InlineData("""{"uri":" "}""", FailureCodes.MissingGuid, "")]
    [InlineData("""{"uri":"x:1","subject":{"name":"a"}}""", FailureCodes.WrongType, "/subject")]
    [InlineData("""{"uri":"x:1","place":[7]}""", FailureCodes.WrongType, "/place/0")]
    [InlineData("""{"uri":"x:1","body_html":["a"]}""", FailureCodes.WrongType, "/body_html")]
    [InlineData("""{"uri":"x:1","embargoed":20260824}""", FailureCodes.WrongType, "/embargoed")]
    [InlineData("""{"uri":"x:1","associations":"a"}""", FailureCodes.WrongType, "/associations")]
    [InlineData("""{"uri":"x:1","versioncreated":"0001-01-01T00:00:00Z"}""", FailureCodes.DateRange, "/versioncreated")]
    [InlineData("""{"uri":"x:1","versionCreated":"9999-12-31T23:59:59Z"}""", FailureCodes.DateRange, "/versionCreated")]
    [InlineData("""[{"uri":"x:1"},7]""", null, null)]
    public void A_bad_item_fails_alone_and_says_where(string json, string? code, string? pointer)
    {
        var result = WireFormats.Read(Encoding.UTF8.GetBytes(json));
        Assert.Null(result.Failure);
        Assert.Equal((code, pointer), (result.Items[0].Failure?.Code, result.Items[0].Failure?.Position.Pointer));
        if (result.Items.Count > 1) Assert.Equal((FailureCodes.WrongType, "/1"), (result.Items[1].Failure?.Code, result.Items[1].Failure?.Position.Pointer));
    }

    [Theory]
    [InlineData("\"embargoed\":\"\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoed\":\"soon\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoed\":\"2026-08-24\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoed\":\"2026-08-24T19:00:00\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoedUntil\":\"9999-12-31T00:00:00Z\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoed\":\"2026-08-24T19:00:00Z\",\"embargoedUntil\":\"\"", true, NoteCodes.EmbargoAmbiguous)]
    [InlineData("\"embargoed\":null", false, null)]
    [InlineData("\"headline\":\"P\\u0430ypal\"", false, NoteCodes.SuspiciousText)]
    [InlineData("\"headline\":\"a\\u202Eb\"", false, NoteCodes.SuspiciousText)]
    [InlineData("\"headline\":\"Київ and Kyiv\"", false, null)]
    [InlineData("\"slugline\":\"KILL-KESSEL\"", false, NoteCodes.SoundsLikeKill)]
    [InlineData("\"version\":3", false, NoteCodes.OddValue)]
    [InlineData("\"urgency\":\"2\"", false, NoteCodes.OddValue)]
    [InlineData("\"urgency\":11", false, NoteCodes.OddValue)]
    [InlineData("\"type\":\"hologram\"", false, NoteCodes.UnknownCode)]
    [InlineData("\"versioncreated\":\"yesterday\"", false, NoteCodes.DateUnreadable)]
    [InlineData("\"versioncreated\":\"2026-08-24T19:00:00\"", false, NoteCodes.ZoneAssumed)]
    [InlineData("\"service\":[{\"code\":\"a\"}],\"extra\":{}", false, NoteCodes.NotRead)]
    [InlineData("\"body_html\":\"<p onclick=x>a<marquee>b</marquee></p>\"", false, NoteCodes.ActiveContentRemoved)]
    public void Oddities_are_read_past_and_noted(string member, bool unclear, string? note)
    {
        var read = Read($$"""{"uri":"x:1",{{member}}}""");
        Assert.Null(read.Failure);
        Assert.Equal(unclear, read.Item!.Embargo.Ambiguous);
        if (note is null) Assert.Empty(read.Notes); else Assert.Contains(read.Notes, n => n.Code == note && n.Position.Pointer is not null);
    }

    [Theory]
    [InlineData("\"pubstatus\":\"canceled\"", PubStatus.Canceled, true)]
    [InlineData("\"pubstatus\":\"Cancelled\"", PubStatus.Canceled, true)]
    [InlineData("\"pubStatus\":\"withheld\"", PubStatus.Withheld, false)]
    [InlineData("\"signal\":[{\"code\":\"kill\"}]", PubStatus.Usable, true)]
    [InlineData("\"headline\":\"WITHDRAWN: Kessel\"", PubStatus.Usable, false)]
    public void Only_structure_kills(string member, PubStatus status, bool isKill)
    {
        var item = Read($$"""{"uri":"x:1",{{member}}}""").Item!;
        Assert.Equal((status, isKill), (item.Status, item.IsKill));
    }

    [Fact]
    public void A_picture_that_is_withheld_does_not_come_with_the_story()
    {
        var read = Read("""{"uri":"x:1","associations":{"a":{"uri":"x:2","type":"picture","pubstatus":"withheld","renditions":{"r":{"href":"https://a.example/b.jpg"}}}}}""");
        Assert.Empty(read.Item!.Content.Pictures);
        Assert.Equal("x:2", Assert.Single(read.Item.Links).Guid);
        Assert.Contains(read.Notes, n => n.Code == NoteCodes.NotRead);
    }

    [Fact]
    public void Superdesk_departs_from_the_schema_and_is_read()
    {
        var item = Read(
            """
            {"guid":"tag:sd.example,2026:1","version":"2","type":"text","pubstatus":"usable","priority":5,"evolvedfrom":"tag:sd.example,2026:0","service":[{"name":"News","code":"n"}],
             "authors":[{"name":"Mara Varga","role":"writer"}],"source":"SD","keywords":["Kessel"],"associations":{"featuremedia":{"guid":"tag:sd.example,2026:p","type":"picture",
             "description_text":"Caption","body_text":"Alt","byline":"Dvorin","renditions":{"original":{"href":"https://sd.example/o.jpg","width":800}}},"none":null},"place":[],"byline":null}
            """).Item!;
        Assert.Equal(5, item.Priority);
        Assert.Equal(new ItemLink(LinkKind.EvolvedFrom, "tag:sd.example,2026:0", Rel: "evolvedfrom"), item.Links[0]);
        Assert.Equal("Mara Varga", item.Content.Bylines[0].Name);
        Assert.Equal(("SD", "Kessel"), (item.Provider?.Name, item.Content.Keywords[0]));
        Assert.Equal(("Alt", "Dvorin"), (item.Content.Pictures[0].Alt, item.Content.Pictures[0].Credit));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = "{\"uri\":" + new string('[', 70) + new string(']', 70) + "}";
        Assert.Equal(FailureCodes.Depth, WireFormats.Read(Encoding.UTF8.GetBytes(deep)).Failure?.Code);
    }

    public static TheoryData<string> CharacterSets => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(CharacterSets))]
    public void JSON_is_read_in_any_of_the_sets_that_Unicode_has_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        string[] noted = name == "utf-8" ? [] : [NoteCodes.EncodingMismatch];
        var json = """ {"uri":"urn:np:1","type":"text","headline":"Zürich – Genève"} """;
        foreach (var bytes in (byte[][])[encoding.GetBytes(json.Trim()), [.. encoding.GetPreamble(), .. encoding.GetBytes(json)]])
        {
            var read = WireFormats.Read(bytes);
            Assert.Equal("Zürich – Genève", Assert.Single(read.Items).Item!.Content.Headline!.Text);
            Assert.Equal(noted, read.Notes.Select(n => n.Code));
        }
    }

    [Fact]
    public void JSON_of_an_editing_program_of_the_West_is_read_with_a_note()
    {
        byte[] bytes = [.. "{\"uri\":\"urn:np:1\",\"headline\":\"Z"u8, 0xFC, .. "rich "u8, 0x96, .. " Gen"u8, 0xE8, .. "ve\"}"u8];
        var read = WireFormats.Read(bytes);
        Assert.Equal("Zürich – Genève", Assert.Single(read.Items).Item!.Content.Headline!.Text);
        Assert.Equal(NoteCodes.EncodingMismatch, Assert.Single(read.Notes).Code);
    }

    [Fact]
    public void A_key_written_with_an_escape_is_the_same_key()
    {
        Assert.Equal(FailureCodes.DuplicateKey, WireFormats.Read("""{"uri":"a","headline":"x","\u0068eadline":"y"}"""u8.ToArray()).Failure?.Code);
        Assert.Equal("x", Read("""{"uri":"a","\u0068eadline":"x"}""").Item!.Content.Headline!.Text);
    }

    [Fact]
    public void Among_many_keys_one_that_stands_twice_is_found()
    {
        var keys = string.Join(',', Enumerable.Range(0, 200).Select(n => $"\"k{n}\":{n}"));
        Assert.Equal(FailureCodes.DuplicateKey, WireFormats.Read(Encoding.UTF8.GetBytes("{\"uri\":\"a\"," + keys + ",\"k77\":1}")).Failure?.Code);
        Assert.Null(WireFormats.Read(Encoding.UTF8.GetBytes("{\"uri\":\"a\"," + keys + ",\"K77\":1}")).Failure);
    }

    [Fact]
    public void Other_JSON_is_not_ninjs()
    {
        Assert.Equal("json-feed", WireFormats.Read("""{"version":"https://jsonfeed.org/version/1.1","uri":"x","items":[]}"""u8.ToArray()).Format);
        Assert.Equal("ap-media", WireFormats.Read("""{"altids": {"itemid":"x"},"uri":"x"}"""u8.ToArray()).Format);
        Assert.Equal(FailureCodes.UnknownFormat, WireFormats.Read("""{"hello":"world"}"""u8.ToArray()).Failure?.Code);
        Assert.Equal(FailureCodes.UnknownFormat, WireFormats.Read("uri"u8.ToArray()).Failure?.Code);
    }

    private static ReadItem Read(string json) => Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes(json)).Items);
}
