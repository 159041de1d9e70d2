namespace Dateline.Site;

/// <summary>What programs that read for artificial intelligence may do with the site. One choice says it in every place where such programs look.</summary>
public enum AiRights
{
    /// <summary>Search engines may show it; nobody may train a model with it (the default).</summary>
    NoTraining,
    /// <summary>Nothing is reserved.</summary>
    Open,
    /// <summary>As <see cref="NoTraining"/>, and answering machines may not read it either.</summary>
    NoUse,
}
