using Dateline.News;

namespace Dateline.Site.Tests;

/// <summary>The story to keep in mind, with everything a story can carry.</summary>
internal static class Sample
{
    internal static StoryContent Kessel(string? photo = null) => new()
    {
        Language = News.Language.From("en-CA"),
        Headline = Headline.From("Premier leaves door open to peacekeepers on unannounced visit to Kessel"),
        Dek = "After a train journey kept secret until he arrived, the premier said his country’s troops could be part of a guarantee if a truce is signed.",
        Slugline = Slugline.From("VOS-KESSEL"),
        Bylines = [new Byline("Ingrid Solheim", "Northern Press"), new Byline("Tom Akande")],
        Placeline = Placeline.From("KESSEL –"),
        Credit = "Northern Press",
        EdNote = "A note to editors",
        StaffNote = "For staff only",
        Subjects = [new Concept("medtop:20000639", "diplomacy"), new Concept("medtop:20000073", "peace process"), new Concept("np:vostra", "Vostra")],
        WithFilesFrom = [new Contributor("Marc Tremblay", "Port Clare"), new Contributor("Ana Wozniak", "Lindmar"), new Contributor("Continental News Service")],
        Rights = new Rights { Notice = "© 2026 Northern Press" },
        Pictures = photo is null ? [] : [new Picture
        {
            Guid = photo,
            Caption = "Premier Anton Marek, left, is met by Foreign Minister Lida Oren at the central station in Kessel early Sunday.",
            Credit = "Northern Press / Pavel Dvorin",
            Alt = "Two people beside a dark green train",
            Renditions = [new Rendition(photo + ".jpg")],
        }],
        Body = Markup("""
            <div><p>Premier Anton Marek would not rule out sending peacekeepers on Sunday, during a visit to the Vostran capital that his office had kept secret until his train arrived.</p>
            <p>“I would not take it off the table,” he told reporters after two hours of talks. The country’s own forces come first, he said, “and that has to be backed by something more than words.”</p>
            <h2>A secret journey</h2>
            <p>Thirty countries have spent the autumn working out what they would give <a href="https://example.org/">by land, sea and air</a> if the guns fall silent. Most have said only that they are willing.</p>
            <ul><li>A force at sea, to keep the grain lanes open</li><li>Engineers to clear mines along the Teva</li></ul>
            <blockquote><p>A promise is a thing you can stand on.</p></blockquote>
            <table><tr><th>Country</th><th>Offer</th></tr><tr><td>Aldmere</td><td>2,400 troops</td></tr><tr><td>Valombre</td><td>two frigates</td></tr></table>
            <p>The talks go on at Orsen Castle on Tuesday.</p></div>
            """),
    };

    internal static StoryHtml Markup(string xhtml) => StoryHtml.FromXhtml(System.Xml.Linq.XElement.Parse(xhtml));

    /// <summary>A front's worth of stories, of several days.</summary>
    internal static IEnumerable<(string Headline, string? Dek, string Credit)> Morning =>
    [
        ("Storm Elin cuts power to 40,000 homes in the north", "Ferries to the isles are cancelled until Tuesday as crews wait for the wind to drop.", "Northern Press"),
        ("Port Clare council votes to dredge the inner harbour", "The work begins in October and will close the fish quay for six weeks.", "The Harbour Ledger"),
        ("Markets open lower as steel tariffs loom", null, "Continental News Service"),
        ("Lindmar beat Kessel exiles in front of a record crowd", "A goal in the last minute settled a match played for charity.", "Northern Press"),
        ("Floods on the Sauge leave three villages cut off", "Helicopters brought in water and medicine overnight.", "Agence Presse Nouvelle"),
        ("Maja Lindqvist, composer of the sea cantatas, dies at 91", "She wrote her last work for the foghorn of Brannoch.", "Northern Press"),
        ("Seagrass is coming back to the Sele, divers find", null, "Northern Press"),
    ];
}
