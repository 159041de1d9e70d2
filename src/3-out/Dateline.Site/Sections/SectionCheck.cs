using Dateline.Site.Theme;
using Dateline.Store.Sites;

namespace Dateline.Site.Sections;

/// <summary>Why a section can't be put in force.</summary>
/// <param name="At">Which one, from 0.</param>
/// <param name="Field">Which of its fields: "slug", "name", "filter", "former", "leadsTo".</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record SectionFault(int At, string Field, string Code, string Message);

/// <summary>Says what is wrong with sections before they are in force: every fault at once, each beside its field.</summary>
internal static class SectionCheck
{
    internal const int Most = 60;

    internal static List<SectionFault> Run(House house, IReadOnlyList<SectionChoice> sections)
    {
        var faults = new List<SectionFault>();
        if (sections.Count > Most) faults.Add(new(Most, "slug", "sections-many", $"A site has {Most} sections at most."));
        for (var at = 0; at < sections.Count; at++)
        {
            var (section, i) = (sections[at], at);
            faults.AddRange(Section(house, section).Select(f => new SectionFault(i, f.Field, f.Code, f.Message)));
            faults.AddRange(Words(sections, i).Select(f => new SectionFault(i, f.Field, f.Code, f.Message)));
            if (section.LeadsTo is { } to && (!section.IsOff || !sections.Any(s => s.Key == to && !s.IsOff))) faults.Add(new(i, "leadsTo", "section-leads", "It can lead to a section that is on, and to no other."));
        }
        return faults;
    }

    private static IEnumerable<(string Field, string Code, string Message)> Section(House house, SectionChoice section)
    {
        if (!SiteSection.IsWord(section.Slug)) yield return ("slug", "section-slug", $"\"{section.Slug}\" can't be a section's word in addresses: it is small letters, digits and hyphens, three or more, and none of the site's own words.");
        else if (house.Folder.Pages.Any(p => p.Name == section.Slug)) yield return ("slug", "section-page", $"The site has a page of its own at \"{section.Slug}\".");
        if (section.Names.Count == 0) yield return ("name", "section-no-name", "It has no name. Give it one for each language of the site.");
        if (SiteSection.Read("section", new Dictionary<string, string> { ["en"] = "Section" }, section.Filter) is { IsDone: false, Refusal: var refusal }) yield return ("filter", "section-filter", refusal.Message);
        if (section.Former.FirstOrDefault(w => !SiteSection.IsWord(w)) is { } bad) yield return ("former", "section-former", $"\"{bad}\" can't have been a section's word in addresses.");
    }

    // An address leads to one place.
    private static IEnumerable<(string Field, string Code, string Message)> Words(IReadOnlyList<SectionChoice> sections, int at)
    {
        var section = sections[at];
        if (sections.Take(at).Any(s => s.Slug == section.Slug)) yield return ("slug", "section-taken", $"Another section has \"{section.Slug}\" as its word.");
        if (sections.Take(at).Any(s => s.Key == section.Key)) yield return ("slug", "section-twice", "It stands there twice.");
        var others = sections.Where((_, i) => i != at).ToList();
        if (section.Former.FirstOrDefault(w => others.Any(o => o.Slug == w || o.Former.Contains(w)) || w == section.Slug) is { } word) yield return ("former", "section-former-taken", $"\"{word}\" is the word of another section, or of this one.");
    }
}
