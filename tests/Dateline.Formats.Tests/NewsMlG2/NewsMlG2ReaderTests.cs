using Dateline.News;

namespace Dateline.Formats.Tests.NewsMlG2;

public sealed class NewsMlG2ReaderTests
{
    [Fact]
    public void A_story_is_read_whole()
    {
        var item = Sample.Item(Sample.Story);
        var content = item.Content;

        Assert.Equal("urn:newsml:np.example:20260824:kessel-talks", item.Guid);
        Assert.Equal("3", item.Version);
        Assert.Equal(ItemKind.Text, item.Kind);
        Assert.Equal("2026-08-24T19:15:00Z", item.VersionCreated.ToString());
        Assert.Equal("2026-08-24T16:00:00Z", item.FirstCreated.ToString());
        Assert.Equal(new Provider("nprov:NP", "Northern Press"), item.Provider);
        Assert.Equal("2026-08-24T19:00:00Z", item.Embargo.ToString());
        Assert.Equal(PubStatus.Usable, item.Status);
        Assert.Equal([new Signal(SignalKind.Correction, "sig:correction")], item.Signals);
        Assert.False(item.IsKill);
        Assert.Equal(LinkKind.EvolvedFrom, item.Links[0].Kind);
        Assert.Equal("urn:newsml:np.example:20260824:kessel-alert", item.Links[0].Guid);
        Assert.Equal("1", item.Links[0].Version);
        Assert.Equal(LinkKind.Media, item.Links[1].Kind);

        Assert.Equal("en", content.Language?.Tag);
        Assert.Equal("Leaders meet in Kessel", content.Headline?.Text);
        Assert.Equal("A visit nobody announced", content.Dek);
        Assert.Equal("KESSEL-TALKS", content.Slugline?.Text);
        Assert.Equal([new Byline("Mara Lindqvist", null, "mara")], content.Bylines);
        Assert.Equal([new Contributor("Pavel Dvorin")], content.WithFilesFrom);
        Assert.Equal("KESSEL, Aug. 24 (NP)", content.Placeline?.Text);
        Assert.Equal(new Place("Kessel", "npgeo:kessel", "Varnia"), content.Located);
        Assert.Equal([new Place("Kessel", "kessel")], content.Places);
        Assert.Equal(3, content.Urgency?.Value);
        Assert.Equal([new Concept("genre:Current", "Current")], content.Genres);
        Assert.Equal([new Concept("medtop:20000065", "war")], content.Subjects);
        Assert.Equal(["talks"], content.Keywords);
        Assert.Equal("<p>First <strong>bold</strong> <em>words</em>.</p><p>Second.</p>", content.Body.Markup.ReplaceLineEndings(""));
        Assert.Equal("Corrects the number of delegates in paragraph 2.", content.EdNote);
        Assert.Equal("Desk: +00 555 0100", content.StaffNote);
        Assert.Equal("Northern Press", content.Credit);
        Assert.Equal("Northern Press", content.Rights.Holder);
        Assert.Equal("© 2026 Northern Press", content.Rights.Notice);
        Assert.True(content.Rights.NoWeb);
        Assert.Equal("Northern Press", content.Rights.MandatoryCredit);
        var picture = Assert.Single(content.Pictures);
        Assert.Equal("urn:newsml:np.example:20260824:kessel-photo", picture.Guid);
        Assert.Equal("The bridge at Kessel.", picture.Caption);
        Assert.Empty(picture.Renditions);
    }
}
