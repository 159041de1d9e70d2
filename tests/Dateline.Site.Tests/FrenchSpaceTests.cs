using System.Net;
using System.Xml.Linq;
using CsCheck;
using Dateline.News;
using Dateline.Site.Reading;

namespace Dateline.Site.Tests;

/// <summary>A French page has the spaces that French sets, whatever the keyboard had; nothing else of a text changes. In the tables ~ is a narrow space at which no line breaks, ° a whole one.</summary>
public sealed class FrenchSpaceTests : SiteTests
{
    [Theory]
    [InlineData("Vraiment?", "Vraiment~?")]
    [InlineData("Vraiment ?", "Vraiment~?")]
    [InlineData("Vraiment\u00a0?", "Vraiment\u00a0?")]
    [InlineData("Quoi?!", "Quoi~?!")]
    [InlineData("Attendez… !", "Attendez…~!")]
    [InlineData("Port Clare: le quai cède; deux blessés", "Port Clare°: le quai cède~; deux blessés")]
    [InlineData("«Non», dit-il", "«~Non~», dit-il")]
    [InlineData("« Non », dit-il : « Jamais ! »", "«~Non~», dit-il°: «~Jamais~!~»")]
    [InlineData("Le «oui»?", "Le «~oui~»~?")]
    [InlineData("Une surprise (!) à 14:30, score 3:2", "Une surprise (!) à 14:30, score 3:2")]
    [InlineData("Voir https://ledger.example/?a=1;b=2 et www.port.example: rien", "Voir https://ledger.example/?a=1;b=2 et www.port.example: rien")]
    [InlineData("Le code a;b, le chemin C:\\x", "Le code a;b, le chemin C:\\x")]
    [InlineData("? : !", "?°:~!")]
    [InlineData("", "")]
    public void A_line(string typed, string shown)
    {
        Assert.Equal(Spaced(shown), FrenchSpaces.Kept(typed, "fr-CA"));
        Assert.Equal(typed, FrenchSpaces.Kept(typed, "en"));
        Assert.Equal(typed, FrenchSpaces.Kept(typed, "fry"));
    }

    [Theory]
    [InlineData("<p>Qui? <strong>Lieu:</strong> Kessel</p>", "<p>Qui~? <strong>Lieu°:</strong> Kessel</p>")]
    [InlineData("<p>Il dit «<em>Non</em>» ; <em>lui</em>!</p>", "<p>Il dit «<em>~Non</em>~»~; <em>lui</em>~!</p>")]
    [InlineData("<p>Le prix <em>monte</em> <strong>!</strong></p>", "<p>Le prix <em>monte</em>~<strong>!</strong></p>")]
    [InlineData("<p>A &amp; B; C &lt; D?</p>", "<p>A &amp; B~; C &lt; D~?</p>")]
    [InlineData("<p>«&amp;»</p>", "<p>«~&amp;~»</p>")]
    [InlineData("<p><a href=\"https://ledger.example/?q=a;b\">La suite: ici</a></p>", "<p><a href=\"https://ledger.example/?q=a;b\">La suite°: ici</a></p>")]
    [InlineData("<pre>a = b ? c : d;</pre><p>Oui!</p>", "<pre>a = b ? c : d;</pre><p>Oui~!</p>")]
    [InlineData("<blockquote lang=\"en\"><p>Really?</p></blockquote><p>Vrai?</p>", "<blockquote lang=\"en\"><p>Really?</p></blockquote><p>Vrai~?</p>")]
    public void A_text(string typed, string shown)
    {
        Assert.True(StoryHtml.TryRead(typed, out var text));
        Assert.Equal(Spaced(shown), FrenchSpaces.Kept(text, "fr").Markup);
        Assert.Same(text, FrenchSpaces.Kept(text, "en"));
    }

    [Fact]
    public void Nothing_but_spaces_changes_and_a_second_time_nothing_at_all() =>
        Gen.String[Gen.Char["aé9 \u00a0\u202f;:?!«»()&<\"'…/@."], 0, 40].Sample(typed =>
        {
            var shown = FrenchSpaces.Kept(typed, "fr");
            var text = StoryHtml.FromParagraphs([typed, typed]);
            var page = FrenchSpaces.Kept(text, "fr");
            return Bare(shown) == Bare(typed) && FrenchSpaces.Kept(shown, "fr") == shown && Bare(page.Markup) == Bare(text.Markup) && FrenchSpaces.Kept(page, "fr").Equals(page);
        }, iter: 20_000);

    [Fact]
    public async Task A_French_page_and_its_feed_have_them_and_the_story_keeps_what_was_typed()
    {
        var story = await Site.Publish(SiteUnderTest.Text("Le pont: fermé?", "fr") with { Dek = "Pourquoi?", Body = StoryHtml.FromParagraphs(["«Rien», dit-elle: rien!"]) });
        var page = WebUtility.HtmlDecode((await Site.Get(await Site.PathOf(story))).Text);
        foreach (var shown in new[] { "Le pont°: fermé~?", "Pourquoi~?", "«~Rien~», dit-elle°: rien~!" }) Assert.Contains(Spaced(shown), page);
        Assert.Contains(Spaced("«~Rien~», dit-elle°: rien~!"), WebUtility.HtmlDecode(XDocument.Parse((await Site.Get("/fr/feed.rss")).Text).Root!.Value));
        Assert.Equal("<p>«Rien», dit-elle: rien!</p>", story.Content.Body.Markup);
        var table = await Site.Publish(SiteUnderTest.Text("Résultats", "fr") with { Preformatted = true, Body = StoryHtml.FromParagraphs(["Valombre: 3"]) });
        Assert.Contains("Valombre: 3", (await Site.Get(await Site.PathOf(table))).Text);
        Assert.Contains("Why?", (await Site.Get(await Site.PathOf(await Site.Publish("Why?")))).Text);
    }

    private static string Spaced(string shown) => shown.Replace('~', '\u202f').Replace('°', '\u00a0');

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
