namespace Dateline.Newsroom.Api;

/// <summary>What a key may be allowed: every scope there is, each with the right it gives.</summary>
internal static class Scopes
{
    internal const string Read = "stories:read";
    internal const string Write = "stories:write";
    internal const string Publish = "publish";
    internal const string Correct = "correct";
    internal const string Hold = "hold";
    internal const string Kill = "kill";
    internal const string Takedown = "takedown";
    internal const string Unpublish = "unpublish";
    internal const string Embargo = "embargo";
    internal const string SeeEmbargoed = "embargoed:read";
    internal const string BreakLock = "break-lock";
    internal const string Wires = "wires";
    internal const string Outputs = "outputs";
    internal const string Site = "site";
    internal const string Keys = "keys";
    internal const string Log = "log:read";
    internal const string Alarms = "alarms";
    internal const string Staff = "staff";
    internal const string People = "people";
    internal const string House = "house";
    internal const string System = "system";
    internal const string Everything = "*";

    internal static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Read] = "Read stories, drafts, embargoed and held ones included",
        [Write] = "Write and move stories",
        [Publish] = "Send stories: publish, writethru, new lead, schedule, and end a hold",
        [Correct] = "Correct and refile what is out",
        [Hold] = "Put a story on hold: quick, asks for nothing else",
        [Kill] = "Kill a story with its chain; with a second key, reinstate one",
        [Takedown] = "Take a story down for legal reasons",
        [Unpublish] = "Take a story off our own outputs, and bring it back",
        [Embargo] = "Change and lift embargoes",
        [SeeEmbargoed] = "See what is embargoed on desks that are not one's own",
        [BreakLock] = "Break another's lock, which keeps their text",
        [Wires] = "Sources, routes, quarantine and incoming items",
        [Outputs] = "Clients, products, destinations and deliveries",
        [Site] = "What the sites show: fronts, decisions for single stories, themes, files and advertisements",
        [Keys] = "Make and revoke API keys",
        [Log] = "Read the wire log, the timetable and the audit",
        [Alarms] = "See and acknowledge alarms, which name stories",
        [Staff] = "Let people in to the staff's pages, which show everything",
        [People] = "Invite people, give them roles, and end them",
        [House] = "Templates, what desks ask of their stories, the house style, and vocabularies",
        [System] = "See how the program is, and make and check backups",
        ["intake"] = "Send items in",
        ["metrics"] = "Read the metrics",
        [Everything] = "Everything",
    };
}
