using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;

namespace Dateline.Newsroom.Sites;

/// <summary>A site that a request is about: there, and one of those that whoever asks may decide for.</summary>
internal static class OfSite
{
    internal const string Tag = "Sites";

    /// <summary>What any of these endpoints can answer.</summary>
    internal static readonly string[] Codes = ["unknown", SiteLimits.Code];

    /// <summary>Answers for the site of the path.</summary>
    internal static Task<Answer> Asked(ApiCall call, Func<NewsroomSite, Task<Answer>> answer)
    {
        if (call.Options.Sites.FirstOrDefault(s => s.Code == call.Part("site")) is not { } site) return Task.FromResult<Answer>(new Problem("unknown", $"There is no such site. Nothing has changed. The sites are: {string.Join(", ", call.Options.Sites.Select(s => s.Code))}."));
        return SiteLimits.WhyNotOn(call, site.Code) is { } limited ? Task.FromResult<Answer>(limited) : answer(site);
    }
}
