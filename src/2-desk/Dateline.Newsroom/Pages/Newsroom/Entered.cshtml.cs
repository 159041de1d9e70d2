using Dateline.Newsroom.Room;
using Dateline.Store;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// Between the sign-in service and the newsroom: a page of our own, which the browser leaves by itself. A session's cookie never goes along
/// when another site leads to us, so the step into the newsroom must be one of our own.
/// </summary>
internal sealed class EnteredModel(NewsStore store, NewsroomOptions options) : RoomPage(store, options)
{
    internal override string Title => Words[IsProof ? "proof-entered-title" : "entered-title"];

    /// <summary>Where it goes on.</summary>
    internal string To { get; private set; } = "/newsroom";

    /// <summary>Whether somebody was asked to prove again who they are.</summary>
    internal bool IsProof { get; private set; }

    /// <summary>Whether they did.</summary>
    internal bool IsProven { get; private set; }

    public void OnGet(string? to)
    {
        To = SignInModel.Within(to);
        (IsProven, IsProof) = (Request.Query.ContainsKey("proven"), Request.Query.ContainsKey("proven") || Request.Query.ContainsKey("unproven"));
        if (!IsProof) Response.Headers["Refresh"] = "0; url=" + To;
    }
}
