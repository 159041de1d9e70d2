using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dateline.News;

namespace Dateline.Store.Fronts;

/// <summary>A place at the top of a front, by its order.</summary>
/// <param name="Story">The story that someone put there; null: the front's own rules fill it.</param>
/// <param name="Until">When the story leaves it; null: it is pinned until someone takes it off.</param>
public sealed record FrontSlot(Guid? Story, Instant? Until = null);

/// <summary>A line over everything else on a front.</summary>
/// <param name="Text">What it says; null: the headline of its story.</param>
/// <param name="Story">The story it leads to; null: none.</param>
/// <param name="Until">When it goes; null: when someone takes it off.</param>
public sealed record FrontBar(string? Text, Guid? Story, Instant? Until = null);

/// <summary>By which rules a front fills itself below what someone put there, and in the slots left to it: always the newest first.</summary>
public sealed record FrontFill
{
    /// <summary>Which news, in the words of filters; null: all that the front is for.</summary>
    public string? Only { get; init; }

    /// <summary>How many hours old at most; null: however old.</summary>
    public int? Hours { get; init; }

    /// <summary>How many of one section at most in the first block, so that no one of them fills it; null: as they come.</summary>
    public int? MostOfSection { get; init; }

    /// <summary>Whether, where no one chose what leads, the newest with a photo does; else the newest.</summary>
    public bool PhotoLeads { get; init; } = true;
}

/// <summary>How a front is arranged.</summary>
public sealed record FrontPlan
{
    /// <summary>How many slots a front can have.</summary>
    public const int MostSlots = 20;

    /// <summary>The longest text of a bar.</summary>
    public const int LongestBar = 160;

    /// <summary>Nothing is arranged: the front fills itself.</summary>
    public static FrontPlan Empty { get; } = new();

    /// <summary>The top of the front, the first leads.</summary>
    public IReadOnlyList<FrontSlot> Slots { get; init; } = [];

    /// <summary>The line over it; null: none.</summary>
    public FrontBar? Bar { get; init; }

    /// <summary>The rules for the rest.</summary>
    public FrontFill Fill { get; init; } = new();

    /// <summary>The stories that someone chose for slots, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Guid> Stories => [.. Slots.Select(s => s.Story).OfType<Guid>()];

    /// <summary>The next moment after <paramref name="now"/> at which something leaves by itself; null: nothing does.</summary>
    public Instant? EndsNext(Instant now) => Slots.Select(s => s.Until).Append(Bar?.Until).OfType<Instant>().Where(u => u > now).Order().Select(u => (Instant?)u).FirstOrDefault();

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, FrontJson.Default.FrontPlan);

    /// <summary>What was kept: a plan, or the ids of pinned stories with spaces between them.</summary>
    internal static FrontPlan Read(string kept) => kept.StartsWith('{')
        ? JsonSerializer.Deserialize(kept, FrontJson.Default.FrontPlan)!
        : new() { Slots = [.. kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => new FrontSlot(Guid.ParseExact(i, "D")))] };
}

/// <summary>Instants as microseconds, in letters: as exact as the database has them.</summary>
internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.Microseconds.ToString(CultureInfo.InvariantCulture));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(FrontPlan))]
internal sealed partial class FrontJson : JsonSerializerContext;
