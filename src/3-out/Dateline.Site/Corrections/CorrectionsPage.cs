using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Corrections;

/// <summary>One notice and the story it belongs to.</summary>
internal sealed record CorrectedStory(NoticeLine Notice, string Path, string Headline);

/// <summary>How mistakes are corrected, and the latest of them.</summary>
internal sealed record CorrectionsView(HouseLanguage Language, string? ContactMail, IReadOnlyList<CorrectedStory> Stories);

/// <summary>Every notice readers were given, the latest first, for stories that are still open to them.</summary>
internal sealed class CorrectionsPage(House house)
{
    private const int Most = 100;

    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Root + "/corrections") return null;
        var corrected = new List<CorrectedStory>();
        foreach (var (story, notice) in view.LatestNotices(language.Tag, Most))
            if (view.At(story.Page).Open is { } open)
                corrected.Add(new CorrectedStory(ArticlePage.Line(notice, language), StoryUrl.Encode(open.Path), open.Headline));
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = language.Words.Corrections,
            Description = language.Words.CorrectionsText,
            Path = path,
            SkipTo = "corrections",
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + "/corrections"))],
            Body = new AspNetCoreGeneratedDocument.Corrections_Corrections { Model = new CorrectionsView(language, house.Options.ContactMail, corrected) },
        }));
    }
}
