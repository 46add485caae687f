from loyalty import points
