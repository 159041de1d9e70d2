using Dateline.News;

namespace Dateline.Ingest.Matching;

/// <summary>What is said to readers and clients' editors where the wire itself gives no words: neutral, in the story's language, repeating nothing of the story.</summary>
internal static class Wording
{
    internal static string Withdrawn(ReleaseAction action, Language? language, string provider) => (action, IsFrench(language)) switch
    {
        (ReleaseAction.Kill, false) => $"Killed by {provider}. Do not use.",
        (ReleaseAction.Kill, true) => $"Annulé par {provider}. Ne pas utiliser.",
        (_, false) => $"Withheld by {provider}. Do not use until further notice.",
        (_, true) => $"Retenu par {provider}. Ne pas utiliser jusqu’à nouvel avis.",
    };

    /// <summary>For readers: that a fact was wrong, and who mended it. The wire's own note is for editors: it may name what must not be repeated.</summary>
    internal static string Corrected(Language? language, string provider) =>
        IsFrench(language)
            ? $"Une version antérieure de cet article contenait une erreur. {provider} l’a corrigée."
            : $"An earlier version of this story contained an error. {provider} has corrected it.";

    /// <summary>For clients' editors.</summary>
    internal static string Corrects(Language? language, string provider) =>
        IsFrench(language) ? $"Corrige la version précédente ({provider})." : $"Corrects the version before ({provider}).";

    private static bool IsFrench(Language? language) => language?.Primary == "fr";
}
