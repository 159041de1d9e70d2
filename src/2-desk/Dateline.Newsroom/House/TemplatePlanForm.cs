using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Dateline.Store.Database;
using Dateline.Store.House;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.House;

/// <summary>When a template is to make its story by itself, as it is typed or sent.</summary>
/// <param name="Template">The template's code.</param>
/// <param name="Desk">The desk that gets the story.</param>
/// <param name="Days">Days by their English names, in small letters.</param>
/// <param name="At">A time of the day, HH:mm.</param>
/// <param name="For">For whom it is marked, by pseudonym; null or empty: nobody.</param>
internal sealed record TemplatePlanForm(string? Template, string? Desk, IReadOnlyList<string> Days, string? At, string? For)
{
    /// <summary>The days of a week, Monday first, by the names that forms and programs use.</summary>
    internal static readonly IReadOnlyList<(DayOfWeek Day, string Name)> Week = [.. Enumerable.Range(1, 7).Select(d => (DayOfWeek)(d % 7)).Select(d => (d, d.ToString().ToLowerInvariant()))];

    /// <summary>The plan it means; or which field can't be meant, by the name of the words that say why.</summary>
    internal (TemplatePlan? Plan, string? Field, string? Words) Read(Db db, Guid id, TimeZoneInfo zone)
    {
        if (Templates.Find(db, Template ?? "") is not { Use: TemplateUse.Story } template) return (null, "template", "plan-template-bad");
        var days = Week.Where(d => Days.Contains(d.Name)).Select(d => d.Day).ToHashSet();
        if (days.Count == 0 || days.Count != Days.Distinct().Count()) return (null, "days", "plan-days-bad");
        if (!TimeOnly.TryParseExact(At, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return (null, "at", "plan-time-bad");
        var desk = string.IsNullOrWhiteSpace(Desk) ? template.Desk ?? "news" : Desk.Trim().ToLowerInvariant();
        if (!BodyReader.IsSlug(desk)) return (null, "desk", "desk-bad");
        var who = string.IsNullOrWhiteSpace(For) ? null : For;
        if (who is not null && People.All(db).TrueForAll(p => p.Pseudonym != who || p.Ended is not null)) return (null, "for", "plan-person-bad");
        return (new() { Id = id, Template = template.Code, Desk = desk, Days = days, At = new(at.Hour, at.Minute), Zone = zone.Id, Assignee = who }, null, null);
    }
}

/// <summary>A plan as screens show it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Name">What its template is called.</param>
/// <param name="Assignee">For whom its stories are marked, by name; null: for nobody.</param>
internal sealed record ShownPlan(TemplatePlan Plan, string Name, string? Assignee)
{
    internal static List<ShownPlan> All(Db db)
    {
        var (names, people) = (Templates.All(db).ToDictionary(t => t.Code, t => t.Name), People.Names(db));
        return [.. TemplatePlans.All(db).Select(p => new ShownPlan(p, names.GetValueOrDefault(p.Template, p.Template), p.Assignee is { } who ? people.GetValueOrDefault(who, who) : null))];
    }

    /// <summary>When, where and for whom, in a line.</summary>
    internal string Told(StaffWords words) => string.Join(" · ", new[]
    {
        words.Fill("plan-when", words.Days(Plan.Days), words.TimeOfDay(Plan.At)) + (words.TimeZone.Id == Plan.Zone ? "" : $" ({Plan.Zone})"),
        words.Fill("plan-desk", Pages.DeskModel.NameOf(Plan.Desk)),
        Assignee is { } name ? words.Fill("plan-for", name) : null,
    }.OfType<string>());
}
