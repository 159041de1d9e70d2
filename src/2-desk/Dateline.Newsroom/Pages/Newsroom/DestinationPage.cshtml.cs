using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>A destination's form as it was typed.</summary>
internal sealed class DestinationForm
{
    public string? Code { get; set; }
    public string? Client { get; set; }
    public string? Channel { get; set; }
    public string? Format { get; set; }
    public string? Secret { get; set; }
    public bool InAdvance { get; set; }
    public string? Concurrency { get; set; }
    public string? Rate { get; set; }
    public string? RatePer { get; set; }
    public string? Hours { get; set; }
    public string? Only { get; set; }
    public string? Writethrus { get; set; }
    public string? Photos { get; set; }
    public string? PhotoSide { get; set; }
}

/// <summary>A destination: how it is reached, how it does, a test that shows the whole exchange, and what went there.</summary>
internal sealed class DestinationModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const int MostDeliveries = 50;
    private const string New = "new";
    private static readonly string[] Fields = ["code", "client", "channel", "format", "options", "secret", "concurrency", "rate", "hours", "only", "writethrus", "photos", "photoSide"];

    internal override string Title => Row?.Destination.Code ?? Words["destination-new"];

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The destination with how it does; null: a new one.</summary>
    internal OutputRow? Row { get; private set; }

    /// <summary>The client's code and name.</summary>
    internal Client? Client { get; private set; }

    /// <summary>The form.</summary>
    internal DestinationForm Form { get; private set; } = new();

    /// <summary>The ways there are.</summary>
    internal IReadOnlyList<string> Channels => Outputs?.Channels ?? [];

    /// <summary>What a person is asked for to reach a destination by a way.</summary>
    internal IReadOnlyList<ChannelOption> OptionsOf(string channel) => Outputs?.OptionsOf(channel) ?? [];

    /// <summary>The name of the field in which a way's option is asked for.</summary>
    internal static string FieldOf(string channel, ChannelOption option) => DestinationOptionFields.FieldOf(channel, option);

    /// <summary>What stands in that field: what was typed, else what is kept; a list has a line for each.</summary>
    internal string? Stated(string channel, ChannelOption option) =>
        Request.HasFormContentType && Request.Form.TryGetValue(FieldOf(channel, option), out var typed) ? typed.ToString()
            : Row?.Destination is { } known && known.Channel == channel ? DestinationOptionFields.Kept(known.Options, option) : null;

    /// <summary>The formats there are.</summary>
    internal static IEnumerable<string> Formats => WireFormats.Writers.Select(w => w.Name);

    /// <summary>What is wrong, in the words of whoever refused, and with which field.</summary>
    internal Refusal? Refusal { get; private set; }

    /// <summary>A secret that was just made: the only time it is seen.</summary>
    internal string? Made { get; private set; }

    /// <summary>How a test just ended, and what was sent.</summary>
    internal (AttemptResult Result, string Sent)? Tested { get; private set; }

    /// <summary>What went there, the newest first.</summary>
    internal IReadOnlyList<(Delivery Delivery, string? Slugline)> Deliveries { get; private set; } = [];

    private IOutputs? Outputs => services.GetService<IOutputs>();

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is null && !Load((string?)context.RouteData.Values["code"] ?? "", Request.Query["client"])) context.Result = NotFound();
    }

    public void OnGet() => Form = Row?.Destination is { } known
        ? new()
        {
            Code = known.Code,
            Client = Client?.Code,
            Channel = known.Channel,
            Format = known.Format,
            InAdvance = known.InAdvance,
            Concurrency = Number(known.Concurrency),
            Rate = known.Rate is { } rate ? Number(rate.Most) : null,
            RatePer = known.Rate is { } per ? StoryJson.Name(per.Per) : null,
            Hours = known.Hours,
            Only = known.Only,
            Writethrus = StoryJson.Name(known.Writethrus),
            Photos = StoryJson.Name(known.Photos),
            PhotoSide = known.PhotoSide is { } side ? Number(side) : null,
        }
        : new() { Client = Client?.Code, Channel = "http-push", Format = "newsml-g2", Concurrency = "1" };

    public async Task<IActionResult> OnPostAsync([FromForm] DestinationForm form)
    {
        Form = form;
        if (Outputs is not { } outputs) return Again(StatusCodes.Status503ServiceUnavailable, "outputs-not-here");
        var setting = Read(form).Check(Store, outputs);
        if (!setting.IsDone) return Refuse(setting.Refusal);
        if (Row is null && Store.Read(db => Destinations.Find(db, setting.Value.Code)) is not null) return Refuse(new("taken", Words["code-taken"], "code"));
        var saved = await Store.Write(tx => setting.Value.Save(tx, outputs, Me)).ConfigureAwait(false);
        if (!saved.IsDone) return Refuse(saved.Refusal);
        if (setting.Value.Made is null) return LocalRedirect($"/newsroom/outputs/destinations/{saved.Value.Code}?done=1");
        Made = setting.Value.Made;
        Load(saved.Value.Code, "");
        OnGet();
        return Page();
    }

    public Task<IActionResult> OnPostStateAsync(string? state, string? why) => With(async known =>
    {
        why = why?.Trim();
        if (!StoryJson.TryName<DestinationState>(state ?? "", out var wanted)) return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        if (wanted != DestinationState.On && string.IsNullOrEmpty(why)) Wrong("why", "needed");
        else if (why?.Length > 200 || why?.Any(char.IsControl) == true) Wrong("why", "owe-how-long");
        if (IsWrong)
        {
            OnGet();
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        await Store.Write(tx => { Destinations.Set(tx, known.Id, wanted, why, Me); return true; }).ConfigureAwait(false);
        return LocalRedirect($"/newsroom/outputs/destinations/{known.Code}?done=1");
    });

    public Task<IActionResult> OnPostTestAsync() => With(async known =>
    {
        OnGet();
        if (Outputs is not { } outputs) return Again(StatusCodes.Status503ServiceUnavailable, "outputs-not-here");
        Tested = await DestinationSetting.Try(Store, outputs, known, Me, HttpContext.RequestAborted).ConfigureAwait(false);
        return Page();
    });

    private async Task<IActionResult> With(Func<Destination, Task<IActionResult>> act) => Row?.Destination is { } known ? await act(known).ConfigureAwait(false) : NotFound();

    private DestinationSetting Read(DestinationForm form) => new(
        Row?.Destination.Code ?? form.Code?.Trim() ?? "",
        Client?.Code ?? form.Client ?? "",
        form.Channel ?? "",
        form.Format ?? "",
        DestinationOptionFields.Read(Request.Form, form.Channel ?? "", OptionsOf(form.Channel ?? "")),
        string.IsNullOrEmpty(form.Secret) ? null : form.Secret,
        form.InAdvance,
        Whole(form.Concurrency))
    {
        Rate = string.IsNullOrWhiteSpace(form.Rate) ? null : (Whole(form.Rate), StoryJson.TryName<RatePer>(form.RatePer ?? "", out var per) ? per : RatePer.Minute),
        Hours = form.Hours?.Trim(),
        Only = form.Only?.Trim(),
        Writethrus = StoryJson.TryName<WritethruMapping>(form.Writethrus ?? "", out var mapping) ? mapping : WritethruMapping.SameGuid,
        Photos = StoryJson.TryName<PhotoDelivery>(form.Photos ?? "", out var photos) ? photos : PhotoDelivery.ByReference,
        PhotoSide = string.IsNullOrWhiteSpace(form.PhotoSide) ? null : Whole(form.PhotoSide),
    };

    // What is no number is none that may be set.
    private static long Whole(string? text) => long.TryParse(text?.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>When the destination's hours begin again; null: they last, or it has none.</summary>
    internal Instant? Opens => SendingHours.Kept(Row?.Destination.Hours) is { } hours && !hours.IsOpen(Now) ? hours.NextOpen(Now) : null;

    private PageResult Refuse(Refusal refusal)
    {
        Refusal = refusal with { Field = Fields.FirstOrDefault(f => f == refusal.Field) };
        return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
    }

    /// <summary>What is wrong with a field; null: nothing.</summary>
    internal Why? WrongWith(string field) => Refusal?.Field == field ? Words.Why(Refusal) : null;

    private bool Load(string code, string? client)
    {
        (Row, Client, Deliveries) = Store.Read(db =>
        {
            if (Destinations.Find(db, code) is not { } known) return ((OutputRow?)null, string.IsNullOrEmpty(client) ? null : Clients.Find(db, client), (IReadOnlyList<(Delivery, string?)>)[]);
            return (OutputRow.Of(db, known), Clients.Find(db, known.Client), [.. DeliveryTable.Latest(db, known.Id, MostDeliveries).Select(d => (d, StoryTable.Find(db, d.Story)?.Content.Slugline?.Text))]);
        });
        return Row is not null || code == New && Client is not null;
    }
}
