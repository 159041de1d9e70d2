using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Outputs;

/// <summary>Where deliveries go: transport, format, what the contract says of embargoed copy, and how it does.</summary>
internal static class DestinationList
{
    private const string HoursMean = "The hours in which it takes copy that is not urgent: \"weekdays 06:00-22:00 Europe/Paris\"; not stated: at any hour";

    private const string OnlyMean = "Of what the client's products hold, what goes there: a filter, as products have one (\"language is fr and kind is text\"); not stated: all of it";

    private const string WritethrusMean = "What a new version of a story is to it: the same guid and the next version (\"sameGuid\", if not stated), or an item of its own that says what it evolved from";

    private const string PhotosMean = "How it gets photos: named in the item (\"byReference\", if not stated), not at all, or as files before the item that shows them";

    private const string PhotoSideMean = "How many pixels the longer side of a photo that goes as a file has at most, 200 to 20,000; not stated: it goes as it is";

    private static readonly Shape RateShape = Shape.Object(("most", Shape.Number("How many messages, 1 to 10,000")), ("per", Shape.OneOf("In any", Shapes.Names<RatePer>()))).Needing("most", "per");

    private static readonly Shape Body = Shape.Object(
        ("client", Shape.Text("The client's code")), ("channel", Shape.Text("By which way: \"http-push\", \"folder\"")), ("format", Shape.Text("By the name of its writer: \"newsml-g2\"")), ("options", Shape.Any("The channel's options: {\"url\": …}")),
        ("secret", Shape.Text("What proves us to them; not stated: it keeps the one it has, or is given one")), ("inAdvance", Shape.Flag("It gets embargoed copy; else it is held until lift")), ("concurrency", Shape.Number("How many deliveries at once, 1 to 64; 1 if not stated")),
        ("rate", RateShape), ("hours", Shape.Text(HoursMean)), ("only", Shape.Text(OnlyMean)), ("writethrus", Shape.OneOf(WritethrusMean, Shapes.Names<WritethruMapping>())), ("photos", Shape.OneOf(PhotosMean, Shapes.Names<PhotoDelivery>())), ("photoSide", Shape.Number(PhotoSideMean))).Needing("client", "channel", "format", "options");

    private static readonly Shape DestinationShape = Shape.Object(
        ("code", Shape.Text("Its short name")), ("client", Shape.Text("The client's code")), ("channel", Shape.Text("By which way")), ("format", Shape.Text("In which format")), ("options", Shape.Any("The channel's options")),
        ("secret", Shape.Text("Shown once, where one was made")), ("inAdvance", Shape.Flag("It gets embargoed copy")), ("concurrency", Shape.Number("How many at once")), ("state", Shape.OneOf("Whether it is sent to", Shapes.Names<DestinationState>())), ("stateWhy", Shape.Text("Why not")),
        ("failingSince", Shape.Time("Since when every attempt has failed")), ("triedAgain", Shape.Time("When it is tried again")),
        ("rate", RateShape), ("hours", Shape.Text(HoursMean)), ("opens", Shape.Time("When its hours begin again; none while they last")), ("only", Shape.Text(OnlyMean)), ("writethrus", Shape.OneOf(WritethrusMean, Shapes.Names<WritethruMapping>())), ("photos", Shape.OneOf(PhotosMean, Shapes.Names<PhotoDelivery>())), ("photoSide", Shape.Number(PhotoSideMean)));

    internal static void Map(ApiMap api)
    {
        api.Get("destinations", Scopes.Outputs, List, new("destinationList", "Outputs", "List destinations with how they do") { Answers = Shape.Page(DestinationShape) });
        api.Put("destinations/{code}", Scopes.Outputs, Save, new("destinationSave", "Outputs", "Set up a destination, or change one")
        {
            Description = "Where the channel signs and no secret is stated, one is made and shown this once.",
            Body = Body,
            Example = """{"client":"radio-nord","channel":"http-push","format":"newsml-g2","options":{"url":"https://radio-nord.example/incoming"}}""",
            Answers = DestinationShape,
            Codes = ["query-bad", "client-unknown", "channel-unknown", "channel-fixed", "writer-unknown", "format-not-in-contract", "options-bad", "secret-bad", "rate-bad", "hours-bad", "hours-not-read", "writethrus-not-read", "photos-not-read", "photo-side-bad", "photo-side-not-files", "not-set-up"],
        });
        api.Post("destinations/{code}/state", Scopes.Outputs, SetState, new("destinationState", "Outputs", "Pause, resume or end a destination")
        {
            Description = "Paused, it gets holds and kills only; what waits is kept and goes in order when it is on again, the newest version of each story. Off, it gets nothing, and a kill that it should get is an alarm at once.",
            Body = Shape.Object(("state", Shape.OneOf("What it shall be", Shapes.Names<DestinationState>())), ("why", Shape.Text("Why"))).Needing("state"),
            Example = """{"state":"paused","why":"They move their server tonight"}""",
            Answers = DestinationShape,
            Codes = ["unknown"],
        });
        api.Post("destinations/{code}/test", Scopes.Outputs, Test, new("destinationTest", "Outputs", "Send a test advisory now, and show the whole exchange")
        {
            Description = "It goes beside the queue and is written down nowhere but in the audit.",
            Answers = Shape.Object(("outcome", Shape.OneOf("How it ended", Shapes.Names<AttemptOutcome>())), ("status", Shape.Number("Their status")), ("detail", Shape.Text("What happened")), ("code", Shape.Text("A stable code for what happened, where it has one")), ("exchange", Shape.Text("What both sides said, line by line: \">\" is ours, \"<\" theirs; no secret stands in it")), ("sent", Shape.Text("The item as it was written")), ("answer", Shape.Text("How their answer began"))),
            Codes = ["unknown", "not-set-up"],
        });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var clients = Clients.All(db).ToDictionary(c => c.Id, c => c.Code);
        return Answer.List(Destinations.All(db), (json, destination) => Write(json, destination, clients.GetValueOrDefault(destination.Client), null, call.Now));
    });

    private static async Task<Answer> Save(ApiCall call)
    {
        if (Outputs(call) is not { } outputs) return NotSetUp;
        var body = call.Body;
        var (client, channel, format) = (body.Required("client"), body.Required("channel"), body.Required("format"));
        var options = body.Raw("options")?.GetRawText() ?? "{}";
        var (secret, inAdvance, concurrency) = (body.Text("secret", 20_000), body.Flag("inAdvance"), body.Number("concurrency") ?? 1);
        var hours = body.Text("hours", 1000);
        var only = body.Text("only", 4000);
        var writethrus = body.Member<WritethruMapping>("writethrus") ?? WritethruMapping.SameGuid;
        var photos = body.Member<PhotoDelivery>("photos") ?? PhotoDelivery.ByReference;
        var photoSide = body.Number("photoSide");
        (long, RatePer)? rate = body.Has("rate") ? RateOf(body.Object("rate")) : null;
        if (body.End() is { } problem) return problem;
        var setting = (new DestinationSetting(call.Part("code"), client, channel, format, options, secret, inAdvance, concurrency) { Rate = rate, Hours = hours, Only = only, Writethrus = writethrus, Photos = photos, PhotoSide = photoSide }).Check(call.Store, outputs);
        if (!setting.IsDone) return setting.Refusal;
        return await call.Write(tx =>
        {
            var saved = setting.Value.Save(tx, outputs, call.Who);
            return saved.IsDone ? Answer.Ok(json => Write(json, saved.Value, client, setting.Value.Made, tx.Now)) : saved.Refusal;
        }).ConfigureAwait(false);
    }

    private static (long, RatePer) RateOf(BodyReader rate) => (rate.Number("most") ?? 0, rate.Member<RatePer>("per") ?? RatePer.Minute);

    private static async Task<Answer> SetState(ApiCall call)
    {
        var body = call.Body;
        var (state, why) = (body.Member<DestinationState>("state"), body.Line("why"));
        if (body.End() is { } problem) return problem;
        if (state is not { } wanted) return new Problem("wrong-type", "Say what it shall be: on, paused or off. Nothing has changed.", "/state");
        return await call.Write(tx =>
        {
            if (Destinations.Find(tx.Db, call.Part("code")) is not { } destination) return Unknown;
            Destinations.Set(tx, destination.Id, wanted, why, call.Who);
            return Answer.Ok(json => Write(json, Destinations.Find(tx.Db, destination.Id)!, Clients.Find(tx.Db, destination.Client)?.Code, null, tx.Now));
        }).ConfigureAwait(false);
    }

    private static async Task<Answer> Test(ApiCall call)
    {
        if (Outputs(call) is not { } outputs) return NotSetUp;
        if (call.Store.Read(db => Destinations.Find(db, call.Part("code"))) is not { } destination) return Unknown;
        var (result, sent) = await DestinationSetting.Try(call.Store, outputs, destination, call.Who, call.Http.RequestAborted).ConfigureAwait(false);
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("outcome", StoryJson.Name(result.Outcome));
            if (result.Status is { } status) json.WriteNumber("status", status);
            json.WriteString("detail", result.Detail.Text);
            if (result.Detail.Code is { } code) json.WriteString("code", code);
            if (result.Exchange is { Length: > 0 } exchange) json.WriteString("exchange", exchange);
            json.WriteString("sent", sent);
            if (result.Answer is not null) json.WriteString("answer", result.Answer);
            json.WriteEndObject();
        });
    }

    private static IOutputs? Outputs(ApiCall call) => call.Http.RequestServices.GetService<IOutputs>();

    private static Problem NotSetUp => new("not-set-up", "Deliveries are not running here. Nothing has changed.");

    private static Problem Unknown => new("unknown", "There is no destination of that code. Nothing has changed.");

    private static void Write(Utf8JsonWriter json, Destination destination, string? client, string? secret, Instant now)
    {
        json.WriteStartObject();
        json.WriteString("code", destination.Code);
        if (client is not null) json.WriteString("client", client);
        json.WriteString("channel", destination.Channel);
        json.WriteString("format", destination.Format);
        json.WritePropertyName("options");
        json.WriteRawValue(destination.Options);
        if (secret is not null) json.WriteString("secret", secret);
        json.WriteBoolean("inAdvance", destination.InAdvance);
        json.WriteNumber("concurrency", destination.Concurrency);
        json.WriteString("state", StoryJson.Name(destination.State));
        if (destination.StateWhy is not null) json.WriteString("stateWhy", destination.StateWhy);
        StoryAnswer.Time(json, "failingSince", destination.FailingSince);
        StoryAnswer.Time(json, "triedAgain", destination.BlockedUntil);
        if (destination.Only is not null) json.WriteString("only", destination.Only);
        json.WriteString("writethrus", StoryJson.Name(destination.Writethrus));
        json.WriteString("photos", StoryJson.Name(destination.Photos));
        if (destination.PhotoSide is { } side) json.WriteNumber("photoSide", side);
        if (destination.Rate is { } rate)
        {
            json.WriteStartObject("rate");
            json.WriteNumber("most", rate.Most);
            json.WriteString("per", StoryJson.Name(rate.Per));
            json.WriteEndObject();
        }
        if (destination.Hours is { } hours)
        {
            json.WriteString("hours", hours);
            StoryAnswer.Time(json, "opens", SendingHours.Kept(hours) is { } kept && !kept.IsOpen(now) ? kept.NextOpen(now) : null);
        }
        json.WriteEndObject();
    }
}
