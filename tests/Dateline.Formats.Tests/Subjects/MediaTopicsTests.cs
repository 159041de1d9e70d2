using System.Text;
using Dateline.Formats.Subjects;
using Dateline.News;

namespace Dateline.Formats.Tests.Subjects;

public sealed class MediaTopicsTests
{
    private static readonly MediaTopics Topics = MediaTopics.BuiltIn;
    private static readonly Language English = Language.From("en")!.Value, French = Language.From("fr-CA")!.Value, German = Language.From("de")!.Value;

    [Fact]
    public void The_release_is_whole()
    {
        Assert.Equal(("2019-04-06", 1286), (Topics.Release, Topics.Count));
        Assert.Equal(17, Topics.Narrower(null).Count(t => !t.IsRetired));
        Assert.Equal(["en-GB", "fr", "de", "es"], Topics.Languages);
    }

    [Theory]
    [InlineData("medtop:20000638")]
    [InlineData("20000638")]
    [InlineData("http://cv.iptc.org/newscodes/mediatopic/20000638")]
    public void A_topic_is_found_however_it_is_written(string code) => Assert.Equal("medtop:20000638", Topics.Find(code)?.Code);

    [Theory]
    [InlineData("subj:20000638")]
    [InlineData("medtop:99999999")]
    [InlineData("medtop:2000063")]
    [InlineData("")]
    [InlineData("medtop:")]
    public void What_is_no_topic_is_none(string code) => Assert.Null(Topics.Find(code));

    [Fact]
    public void It_has_a_name_in_each_language_and_English_where_there_is_none()
    {
        var motors = Topics.Find("medtop:15000000")!;
        Assert.Equal(("sport", "Sport", "Deporte"), (motors.Label(English), motors.Label(German), motors.Label(Language.From("es-MX")!.Value)));
        Assert.Equal("sport", motors.Label(Language.From("uk")!.Value));
        Assert.Equal(new Concept("medtop:15000000", "Sport"), motors.ToConcept(French));
    }

    [Fact]
    public void A_part_is_within_the_whole()
    {
        Assert.True(Topics.IsWithin("medtop:20000006", "medtop:01000000"));
        Assert.True(Topics.IsWithin("medtop:20000006", "medtop:20000006"));
        Assert.False(Topics.IsWithin("medtop:01000000", "medtop:20000006"));
        Assert.False(Topics.IsWithin("medtop:20000006", "medtop:15000000"));
        Assert.False(Topics.IsWithin("nonsense", "nonsense"));
        var broader = Topics.Broader("medtop:20000006");
        Assert.Equal("medtop:01000000", broader[^1].Code);
        Assert.All(broader.SkipLast(1), t => Assert.NotNull(t.Broader));
        Assert.Contains(Topics.Narrower("medtop:01000000"), t => t.Code == "medtop:20000002");
    }

    [Fact]
    public void Every_topic_leads_to_the_top_and_has_a_name()
    {
        var seen = 0;
        void Walk(string? code)
        {
            foreach (var topic in Topics.Narrower(code))
            {
                seen++;
                Assert.NotEqual(topic.Code, topic.Label(English));
                Walk(topic.Code);
            }
        }
        Walk(null);
        Assert.Equal(Topics.Count, seen);
    }

    [Fact]
    public void A_name_is_completed_as_it_is_typed()
    {
        Assert.Equal("medtop:17000000", Topics.Search("wetter", German)[0].Code);
        Assert.Contains(Topics.Search("festival", English), t => t.Code == "medtop:20000006");
        Assert.Equal("medtop:17000000", Topics.Search("METEO", French)[0].Code);
        Assert.All(Topics.Search("a", English, 50), t => Assert.False(t.IsRetired));
        Assert.Equal(3, Topics.Search("a", English, 3).Count);
        Assert.Empty(Topics.Search("  ", English));
        Assert.Empty(Topics.Search("zzzz", English));
    }

    [Fact]
    public void A_subject_code_leads_to_its_topic()
    {
        Assert.Equal("medtop:15000000", Topics.OfSubjectCode("subj:15000000")?.Code);
        Assert.Equal("medtop:20000006", Topics.OfSubjectCode("01005001")?.Code);
        Assert.NotNull(Topics.OfSubjectCode("subj:15999999"));
        Assert.Null(Topics.OfSubjectCode("medtop:15000000"));
        Assert.Null(Topics.OfSubjectCode("subj:99000000"));
    }

    [Fact]
    public void A_newer_release_is_read_from_IPTCs_JSON()
    {
        const string English = """
            {"uri":"http://cv.iptc.org/newscodes/mediatopic/","dateReleased":"2026-04-01","conceptSet":[
              {"uri":"http://cv.iptc.org/newscodes/mediatopic/01000000","qcode":"medtop:01000000","type":["cpnat:abstract"],"prefLabel":{"en-GB":"arts"},"narrower":["http://cv.iptc.org/newscodes/mediatopic/20009999"]},
              {"uri":"http://cv.iptc.org/newscodes/mediatopic/20009999","qcode":"medtop:20009999","prefLabel":{"en-GB":"gearboxes | their hum"},"broader":["http://cv.iptc.org/newscodes/mediatopic/01000000"],"exactMatch":["http://cv.iptc.org/newscodes/subjectcode/01999000","http://www.wikidata.org/entity/Q42"]},
              {"qcode":"medtop:20009998","prefLabel":{"en-GB":"old"},"broader":["medtop:20009999"],"retired":"2025-01-01T00:00:00+00:00"},
              {"qcode":"other:1","prefLabel":{"en-GB":"not ours"}}, 7]}
            """;
        const string French = """{"conceptSet":[{"qcode":"medtop:20009999","prefLabel":{"fr":"boîtes de vitesses"}}]}""";
        var read = MediaTopics.Read(Encoding.UTF8.GetBytes(English), Encoding.UTF8.GetBytes(French));
        Assert.True(read.IsDone);
        var topics = read.Value;
        Assert.Equal(("2026-04-01", 3), (topics.Release, topics.Count));
        var topic = topics.Find("medtop:20009999")!;
        Assert.Equal(("medtop:01000000", "subj:01999000", "Q42"), (topic.Broader, topic.SubjectCode, topic.Wikidata));
        Assert.Equal("boîtes de vitesses", topic.Label(MediaTopicsTests.French));
        Assert.True(topics.Find("medtop:20009998")!.IsRetired);
        Assert.Equal("medtop:20009999", topics.Search("boite", MediaTopicsTests.French)[0].Code);
    }

    [Theory]
    [InlineData("", FailureCodes.Incomplete)]
    [InlineData("{}", FailureCodes.UnknownFormat)]
    [InlineData("""{"conceptSet":[]}""", FailureCodes.Empty)]
    [InlineData("""{"conceptSet":[{"qcode":"medtop:x","prefLabel":{"en":"y"}}]}""", FailureCodes.Empty)]
    [InlineData("<html>", FailureCodes.Malformed)]
    public void What_is_no_release_is_refused(string json, string code) => Assert.Equal(code, MediaTopics.Read(Encoding.UTF8.GetBytes(json)).Refusal?.Code);

    [Fact]
    public void A_ring_in_a_release_keeps_nobody()
    {
        var ring = MediaTopics.Read(Encoding.UTF8.GetBytes("""{"conceptSet":[{"qcode":"medtop:20000001","prefLabel":{"en":"a"},"broader":["medtop:20000002"]},{"qcode":"medtop:20000002","prefLabel":{"en":"b"},"broader":["medtop:20000001"]}]}""")).Value!;
        Assert.False(ring.IsWithin("medtop:20000001", "medtop:20000003"));
        Assert.True(ring.Broader("medtop:20000001").Count <= 2);
    }

    [Theory]
    [InlineData("medtop:20000638", "http://cv.iptc.org/newscodes/mediatopic/20000638")]
    [InlineData("subj:01005001", "http://cv.iptc.org/newscodes/subjectcode/01005001")]
    public void QCodes_and_addresses_say_the_same(string qcode, string uri)
    {
        Assert.Equal(uri, QCodes.ToUri(qcode));
        Assert.Equal(qcode, QCodes.FromUri(uri));
    }

    [Fact]
    public void ANPAs_categories_have_names_and_the_nearest_topic()
    {
        Assert.Equal("sports", AnpaCategories.Of('S').Name);
        Assert.Equal("medtop:15000000", AnpaCategories.MediaTopic('s'));
        Assert.Null(AnpaCategories.MediaTopic('a'));
        Assert.All("defhlopqrstw", c => Assert.NotNull(Topics.Find(AnpaCategories.MediaTopic(c)!)));
    }
}
