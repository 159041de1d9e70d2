using Dateline.Newsroom.Api;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Sending;

/// <summary>
/// What waits for a person: after a restore nobody else knows whether a plan went, or whether an embargo still stands. Each is confirmed or dropped, by name.
/// </summary>
internal static class WaitingList
{
    private const string Tag = "Sending";

    internal static void Map(ApiMap api)
    {
        api.Post("timetable/{id}/confirm", Scopes.Publish, call => Decide(call, Timetable.Resume), new("timetableConfirm", Tag, "Say that what waits is to happen after all")
        {
            Description = "A plan goes at its time, an embargo opens at its moment; at once where that is over.",
            Status = 204,
            Codes = ["not-waiting"],
        });
        api.Post("timetable/{id}/drop", Scopes.Publish, call => Decide(call, Timetable.Drop), new("timetableDrop", Tag, "Say that what waits is not to happen")
        {
            Description = "A planned story goes back to ready. A story whose embargo was dropped stays closed: change or lift its embargo, or kill it.",
            Status = 204,
            Codes = ["not-waiting"],
        });
    }

    private static Task<Answer> Decide(ApiCall call, Func<StoreTransaction, Guid, string, bool> decide) => call.Write(tx =>
        call.Id is { } id && decide(tx, id, call.Who) ? Answer.NoContent : new Problem("not-waiting", "Nothing of that id waits for a person. Nothing has changed. Someone may have decided it already."));
}
