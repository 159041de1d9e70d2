using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Newsroom.Room;

/// <summary>A screen of its own beside the desks: the same frame and rail, the bar of open kills, and what it shows kept live. It begins with the right it asks for.</summary>
internal abstract class PlacePage(NewsStore store, NewsroomOptions options) : RoomPage(store, options)
{
    private Bars? _bars;
    private string? _state;

    internal override string? Script => "place.js";

    internal override string Shape => "place";

    /// <summary>Where in the rail it is: the name of the place.</summary>
    internal abstract string Place { get; }

    /// <summary>The right without which there is nothing to see here.</summary>
    internal abstract string Right { get; }

    /// <summary>What stands under the frame until somebody has seen to it.</summary>
    internal Bars Bars => _bars ??= Store.Read(Bars.Read);

    /// <summary>Names what the screen shows, for the events that follow.</summary>
    internal string State => _state ??= Store.Read(DeskFeed.StateOf);

    /// <summary>The places of the rail that whoever looks may enter: name and address.</summary>
    internal static IEnumerable<(string Place, string Path)> Places(RoomPage page)
    {
        if (page.May(Scopes.Read)) yield return ("search", "/newsroom/search");
        if (page.May(Scopes.Read)) yield return ("handover", "/newsroom/handover");
        if (page.May(Scopes.Alarms)) yield return ("alarms", "/newsroom/alarms");
        if (page.May(Scopes.Wires)) yield return ("wires", "/newsroom/wires");
        if (page.May(Scopes.Site)) yield return ("fronts", "/newsroom/fronts");
        if (page.May(Scopes.Site) && page.Options.Sites.Count > 0) yield return ("sections", "/newsroom/sections");
        if (page.May(Scopes.Outputs)) yield return ("outputs", "/newsroom/outputs");
        if (page.May(Scopes.Log)) yield return ("log", "/newsroom/log");
        if (page.May(Scopes.House)) yield return ("house", "/newsroom/house");
        if (page.May(Scopes.House)) yield return ("vocabularies", "/newsroom/vocabularies");
        if (page.May(Scopes.People)) yield return ("people", "/newsroom/people");
        if (page.May(Scopes.Keys)) yield return ("keys", "/newsroom/keys");
        if (page.May(Scopes.System)) yield return ("health", "/newsroom/health");
    }

    /// <summary>Whether the form asks for their password, before what opens doors.</summary>
    internal bool AsksProof { get; private set; }

    /// <summary>Before what opens doors, who signed in a while ago proves again who they are: by the password in the form, or by signing in anew. What is missing is noted.</summary>
    protected async Task Prove(string? password)
    {
        if (!Proof.IsDue(User, Now) || await Proof.ByPassword(HttpContext, MyPerson, password).ConfigureAwait(false)) return;
        AsksProof = true;
        Wrong("password", string.IsNullOrEmpty(password) ? "proof-form" : "proof-form-wrong");
    }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // Named before it is read: what changes in between shows as a change.
        _state = Store.Read(DeskFeed.StateOf);
        if (!May(Right)) context.Result = Closed();
    }
}
