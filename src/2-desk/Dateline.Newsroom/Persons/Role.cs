using Dateline.Newsroom.Api;

namespace Dateline.Newsroom.Persons;

/// <summary>A role: rights under one name. A right is the scope that the API asks for, so a person and a key are judged by the same words.</summary>
/// <param name="Code">What is kept ("editor").</param>
/// <param name="Rights">What it may do.</param>
internal sealed record Role(string Code, IReadOnlyList<string> Rights)
{
    private static readonly string[] Reading = [Scopes.Read, Scopes.Log, Scopes.Alarms];
    private static readonly string[] Editing = [.. Reading, Scopes.Write, Scopes.Publish, Scopes.Correct, Scopes.Hold, Scopes.Kill, Scopes.Unpublish, Scopes.Embargo, Scopes.BreakLock, Scopes.Site];

    /// <summary>All of them, the one with the fewest rights first.</summary>
    internal static IReadOnlyList<Role> All { get; } =
    [
        new("reader", Reading),
        new("reporter", [.. Reading, Scopes.Write]),
        new("editor", Editing),
        new("chief", [.. Editing, Scopes.Takedown, Scopes.SeeEmbargoed, Scopes.Wires, Scopes.Outputs, Scopes.House]),
        new(Admin, [Scopes.Everything]),
    ];

    /// <summary>The role that may do everything.</summary>
    internal const string Admin = "admin";

    /// <summary>Those that can be had on one desk alone: all but the one that may do everything.</summary>
    internal static IReadOnlyList<Role> OfDesks { get; } = [.. All.Where(r => r.Code != Admin)];

    /// <summary>The role of that code; null where there is none.</summary>
    internal static Role? Find(string? code) => All.FirstOrDefault(r => r.Code == code);
}
