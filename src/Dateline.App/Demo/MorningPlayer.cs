using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dateline.News;

namespace Dateline.App.Demo;

/// <summary>
/// Plays the sample morning into a running Dateline over its own front door, <c>POST /intake</c>: what you watch is what a real feed does.
/// </summary>
internal sealed class MorningPlayer(Morning morning, HttpClient http, TimeProvider time, Instant start, double speed)
{
    private readonly Guid?[] _stories = new Guid?[morning.Steps.Count];
    private int _done;

    internal Morning Morning => morning;

    internal Instant Start => start;

    /// <summary>How many steps have been played.</summary>
    internal int Done => Volatile.Read(ref _done);

    /// <summary>The story that a step became part of; null: none, or not yet.</summary>
    internal Guid? StoryOf(int step) => step < Done ? _stories[step] : null;

    /// <summary>When a step is played.</summary>
    internal Instant At(MorningStep step) => start + TimeSpan.FromSeconds(step.Second / speed);

    /// <summary>What went wrong last, if anything did.</summary>
    internal string? Trouble { get; private set; }

    internal async Task Play(CancellationToken stop)
    {
        for (var i = 0; i < morning.Steps.Count; i++)
        {
            var step = morning.Steps[i];
            var wait = At(step) - Instant.Now(time);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop);
            _stories[i] = await Send(step, stop);
            Interlocked.Increment(ref _done);
        }
    }

    private async Task<Guid?> Send(MorningStep step, CancellationToken stop)
    {
        using var content = new ByteArrayContent(morning.Bytes(step, start, speed));
        var isPhoto = !step.File.EndsWith(".xml", StringComparison.Ordinal);
        content.Headers.ContentType = new MediaTypeHeaderValue(isPhoto ? "image/jpeg" : "application/xml");
        using var response = isPhoto
            ? await http.PutAsync($"/intake/{step.Source}/media/{step.File}", content, stop)
            : await http.PostAsync($"/intake/{step.Source}", content, stop);
        var answer = await response.Content.ReadAsStringAsync(stop);
        if (!response.IsSuccessStatusCode) Trouble = $"{step.File}: {(int)response.StatusCode} {answer}";
        return response.IsSuccessStatusCode && !isPhoto ? (Guid?)JsonNode.Parse(answer)?["items"]?[0]?["story"] : null;
    }
}
