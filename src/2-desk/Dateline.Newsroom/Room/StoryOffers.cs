using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>
/// What a story's own screen and the desk's preview offer to do with it on the wire, by how it stands and what whoever looks may do. The sheet behind each button says what of it is legal now.
/// </summary>
/// <param name="Send">Send it, or a new version of it; who writes and may not send asks there who may.</param>
/// <param name="Hold">Put it on hold.</param>
/// <param name="Kill">Kill it.</param>
/// <param name="TakeDown">Take it down for good, where it is killed already.</param>
/// <param name="Reinstate">Ask that it come back, or agree to it.</param>
internal readonly record struct StoryOffers(bool Send, bool Hold, bool Kill, bool TakeDown, bool Reinstate)
{
    /// <summary>Those of a story, by the rights that are held where it is. A story that was taken down offers nothing.</summary>
    internal static StoryOffers Of(Story story, Func<string, bool> may)
    {
        var (state, isOut) = (story.Standing.State, story.Standing.Version > 0);
        return state switch
        {
            StoryState.TakenDown => default,
            StoryState.Killed => new(false, false, false, may(Scopes.Takedown), may(Scopes.Kill)),
            _ => new(state != StoryState.Spiked && (may(Scopes.Publish) || may(Scopes.Write)), isOut && state != StoryState.OnHold && may(Scopes.Hold), isOut && may(Scopes.Kill), false, false),
        };
    }
}
