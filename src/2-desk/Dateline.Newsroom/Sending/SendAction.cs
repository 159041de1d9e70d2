using Dateline.News;
using Dateline.Newsroom.Api;

namespace Dateline.Newsroom.Sending;

/// <summary>What an order may carry beside its action.</summary>
[Flags]
internal enum Takes
{
    /// <summary>Nothing.</summary>
    Nothing = 0,
    /// <summary>The text that goes, and its tag.</summary>
    Content = 1,
    /// <summary>From when it is usable.</summary>
    UsableFrom = 2,
    /// <summary>When it leaves: nothing goes before.</summary>
    SendAt = 4,
    /// <summary>Why.</summary>
    Reason = 8,
    /// <summary>A note to clients' editors.</summary>
    EdNote = 16,
    /// <summary>A notice to readers.</summary>
    Notice = 32,
    /// <summary>Other stories that go the same way: the chain, and packages.</summary>
    Also = 64,
}

/// <summary>One action of the table in product.md, as the API offers it.</summary>
/// <param name="Name">Its name in addresses ("change-embargo").</param>
/// <param name="Action">What the rules know it as; null: it takes back what was scheduled.</param>
/// <param name="Scope">The scope it asks for.</param>
/// <param name="Takes">What it may carry.</param>
/// <param name="Needs">The members that must be there, for whoever makes a form of it.</param>
/// <param name="Summary">What it does, in a line.</param>
internal sealed record SendAction(string Name, ReleaseAction? Action, string Scope, Takes Takes, IReadOnlyList<string> Needs, string Summary)
{
    private const Takes Text = Takes.Content | Takes.EdNote;
    private const Takes First = Text | Takes.UsableFrom | Takes.SendAt;

    /// <summary>All of them, in the order of the table.</summary>
    internal static IReadOnlyList<SendAction> All { get; } =
    [
        new("publish", ReleaseAction.Publish, Scopes.Publish, First, [], "Send the first version"),
        new("schedule", ReleaseAction.Publish, Scopes.Publish, First, ["sendAt"], "Send the first version later: nothing leaves before"),
        new("embargo", ReleaseAction.Publish, Scopes.Publish, First, ["usableFrom"], "Send the first version under an embargo: to clients in advance now, to everyone else from then on"),
        new("change-embargo", ReleaseAction.ChangeEmbargo, Scopes.Embargo, Takes.UsableFrom | Takes.EdNote, ["usableFrom"], "Set the embargo earlier, later, or until further notice; tightening acts at once"),
        new("lift", ReleaseAction.Lift, Scopes.Embargo, Takes.EdNote, [], "End the embargo now"),
        new("writethru", ReleaseAction.Writethru, Scopes.Publish, Text | Takes.SendAt, [], "Send a new full version"),
        new("new-lead", ReleaseAction.NewLead, Scopes.Publish, First, [], "Send this story as the new lead of the one it follows"),
        new("correct", ReleaseAction.Correct, Scopes.Correct, Text | Takes.Notice | Takes.SendAt, ["notice", "edNote"], "Send a correction, and tell readers what was wrong"),
        new("refile", ReleaseAction.Refile, Scopes.Correct, Text | Takes.SendAt, ["edNote"], "Send again with a comma or a code changed; readers are not told"),
        new("corrective", ReleaseAction.Corrective, Scopes.Correct, First | Takes.Notice, ["edNote"], "Send this story as the corrective of one of an earlier day"),
        new("hold", ReleaseAction.Hold, Scopes.Hold, Takes.Reason | Takes.EdNote | Takes.Also, ["reason"], "Put on hold: nobody may use it until someone decides"),
        new("send-as-was", ReleaseAction.SendAsWas, Scopes.Publish, Takes.EdNote, [], "End a hold: it may be used as it was"),
        new("kill", ReleaseAction.Kill, Scopes.Kill, Takes.Reason | Takes.EdNote | Takes.Also, ["reason"], "Kill: nobody may ever use it"),
        new("takedown", ReleaseAction.Takedown, Scopes.Takedown, Takes.Reason | Takes.EdNote | Takes.Also, ["reason"], "Take down for legal reasons: a kill whose versions are sealed"),
        new("unpublish", ReleaseAction.Unpublish, Scopes.Unpublish, Takes.Reason, [], "Take off our own outputs, quietly; refused where a client has it"),
        new("republish", ReleaseAction.Republish, Scopes.Unpublish, Takes.Reason, [], "Bring back on our own outputs after unpublish"),
        new("reinstate", ReleaseAction.Reinstate, Scopes.Kill, Takes.Reason | Takes.EdNote | Takes.UsableFrom | Takes.Content, [], "Bring a killed story back as a new one, with an advisory; takes two people"),
        new("cancel-schedule", null, Scopes.Publish, Takes.Nothing, [], "Take back what was scheduled"),
    ];

    /// <summary>Whether it must be quick: which version the person saw is not asked.</summary>
    internal bool IsQuick => Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown or null;

    /// <summary>Whether a person proves again who they are. A hold never asks: it is what one does while the proof is looked for.</summary>
    internal bool AsksForProof => Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Lift or ReleaseAction.Reinstate;

    /// <summary>What one of the rules' actions is called here.</summary>
    internal static string NameOf(ReleaseAction action) => Names[action];

    private static readonly Dictionary<ReleaseAction, string> Names = Enum.GetValues<ReleaseAction>()
        .ToDictionary(a => a, a => All.FirstOrDefault(known => known.Action == a)?.Name ?? StoryJson.Name(a));
}
