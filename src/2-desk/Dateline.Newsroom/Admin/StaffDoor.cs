using Dateline.Newsroom.Api;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Admin;

/// <summary>Links that let a person in to the staff's pages, once.</summary>
internal static class StaffDoor
{
    internal static void Map(ApiMap api) => api.Post("staff-links", Scopes.Staff, Create, new("staffLinkCreate", "Keys", "Make a link that opens the staff's pages once")
    {
        Description = "\"path\" goes behind the server's address. It can be opened for twelve hours. A repeated request under the same Idempotency-Key is answered without it.",
        Status = 201,
        Answers = Shape.Object(("path", Shape.Text("Path and query of the link")), ("until", Shape.Time("Until when it can be opened"))),
    });

    private static Task<Answer> Create(ApiCall call) => call.Write(tx =>
    {
        var path = StaffLinks.PathOf(StaffPasses.CreateLink(tx, StaffLinks.Life, call.Who));
        var until = (tx.Now + StaffLinks.Life).ToString();
        Answer Told(bool whole) => Answer.Json(201, json =>
        {
            json.WriteStartObject();
            if (whole) json.WriteString("path", path);
            json.WriteString("until", until);
            json.WriteEndObject();
        });
        return Told(whole: true) with { Kept = Told(whole: false).Body };
    });
}
